using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>Merges every station-day that holds a detection of the last day but no play for it.</summary>
public sealed class MergeCatchUp(IDbContextFactory<MarketplaceDb> contexts, MergeStationDay merge, TimeProvider clock)
{
    /// <summary>Merges what is left over.</summary>
    /// <returns>Plays that are new or changed.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-1);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var left = await (from d in db.Detections
                          join s in db.Stations.IgnoreAutoIncludes() on d.StationId equals s.Id
                          where d.RecordedAt >= since && !db.PlayDetections.Any(link => link.DetectionId == d.Id)
                          select new { d.StationId, d.MatchStartAt, s.TimeZone }).AsNoTracking().ToListAsync(ct);
        var changed = 0;
        // Detections below the noise floor stay without a play, so a day may come again; merging it again changes nothing.
        foreach (var day in left.Select(d => (d.StationId, Day: StationClock.DayOf(d.MatchStartAt, d.TimeZone))).Distinct())
            changed += await merge.Run(day.StationId, day.Day, ct);
        return changed;
    }
}
