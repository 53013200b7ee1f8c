using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>Turns plays into lines with their names.</summary>
internal static class PlayLog
{
    public static async Task<PlayPage> Page(MarketplaceDb db, TrackQueries tracks, IQueryable<Play> plays, PlayFilter filter, CancellationToken ct)
    {
        plays = plays.AsNoTracking().Where(p => !p.IsWithdrawn);
        if (filter.State is { } state) plays = plays.Where(p => p.State == state);
        if (filter.Station is { } station) plays = plays.Where(p => p.StationId == station);
        var total = await plays.CountAsync(ct);
        var rows = await plays.OrderByDescending(p => p.StartAt).ThenByDescending(p => p.Id)
            .Skip(Math.Max(0, filter.Skip)).Take(Math.Clamp(filter.Take, 1, 100)).ToListAsync(ct);
        return new PlayPage(await Lines(db, tracks, rows, ct), total);
    }

    public static async Task<IReadOnlyList<PlayLine>> Lines(MarketplaceDb db, TrackQueries tracks, IReadOnlyList<Play> plays, CancellationToken ct)
    {
        var names = await tracks.NamesOf([.. plays.Select(p => p.RecordingId).Distinct()], ct);
        var ids = plays.Select(p => p.StationId).Distinct().ToList();
        var stations = await db.Stations.AsNoTracking().IgnoreAutoIncludes().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        return [.. plays.Select(p => new PlayLine(
            p.Id, names[p.RecordingId].FirstOrDefault()?.FullTitle ?? "?", p.StationId, stations[p.StationId].Name, stations[p.StationId].TimeZone,
            p.StartAt, p.EndAt, p.LastHeardAt, p.AudibleMs / 1000.0, p.ReferenceMs / 1000.0, p.State, p.Usage, p.Confidence, p.Detections))];
    }
}
