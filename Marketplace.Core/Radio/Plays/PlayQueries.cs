using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>A play with all that pricing needs.</summary>
/// <param name="Play">The play.</param>
/// <param name="Station">Where it was heard.</param>
/// <param name="StationName">The station's name today.</param>
/// <param name="Tier">The station's tier at the play's start.</param>
/// <param name="Territory">ISO 3166-1 alpha-2.</param>
/// <param name="Recording">What was played.</param>
/// <param name="StartAt">First instant, UTC.</param>
/// <param name="EndAt">First instant after it, UTC.</param>
/// <param name="LocalStart">First instant on the station's clock, with its offset from UTC; day, daypart and month come from it (R-6, P-1).</param>
/// <param name="LocalEnd">First instant after it on the station's clock.</param>
/// <param name="LowerSeconds">Certainly on air.</param>
/// <param name="UpperSeconds">Possibly on air.</param>
/// <param name="AudibleSeconds">Audible; not capped.</param>
/// <param name="ReferenceSeconds">D: length of the recording.</param>
/// <param name="Usage">Usage class.</param>
/// <param name="State">Where it stands; only Confirmed and Amended ones are posted.</param>
/// <param name="Confidence">0…1; never a price factor .</param>
/// <param name="Detections">Detections it is built from.</param>
/// <param name="DecidedBy">The adjudication, or null when the machine decided.</param>
/// <param name="EvidenceHash">Hash over detections and clips, hexadecimal.</param>
public sealed record PlayToPrice(
    PlayId Play, StationId Station, string StationName, StationTier Tier, string Territory, RecordingId Recording,
    DateTime StartAt, DateTime EndAt, DateTimeOffset LocalStart, DateTimeOffset LocalEnd,
    decimal LowerSeconds, decimal UpperSeconds, decimal AudibleSeconds, decimal ReferenceSeconds,
    UsageClass Usage, PlayState State, decimal Confidence, int Detections, Guid? DecidedBy, string EvidenceHash);

/// <summary>Plays as other features need them.</summary>
public sealed class PlayQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>When the first play began, UTC; null while nothing was heard.</summary>
    public async Task<DateTime?> FirstStart(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Plays.AsNoTracking().Where(p => !p.IsWithdrawn).OrderBy(p => p.StartAt).Select(p => (DateTime?)p.StartAt).FirstOrDefaultAsync(ct);
    }

    /// <summary>All plays whose local start lies in the days [from, to), by station, start and id; withdrawn ones left out.</summary>
    /// <param name="from">First local day.</param>
    /// <param name="to">First local day after.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="only">Only plays of these recordings; all by default.</param>
    public async Task<IReadOnlyList<PlayToPrice>> ForPeriod(
        DateOnly from, DateOnly to, CancellationToken ct, IReadOnlyCollection<RecordingId>? only = null)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var stations = await db.Stations.AsNoTracking().ToDictionaryAsync(s => s.Id, ct);

        // Zones differ from UTC by less than a day; the exact border is drawn below, by each station's own clock.
        var earliest = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(-1);
        var latest = to.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(1);
        var chosen = db.Plays.AsNoTracking().Where(p => p.StartAt >= earliest && p.StartAt < latest && !p.IsWithdrawn);
        if (only is not null) chosen = chosen.Where(p => only.Contains(p.RecordingId));
        var plays = await chosen.ToListAsync(ct);

        List<PlayToPrice> found = new(plays.Count);
        foreach (var play in plays)
        {
            var station = stations[play.StationId];
            var local = StationClock.Local(play.StartAt, station.TimeZone);
            var day = DateOnly.FromDateTime(local.DateTime);
            if (day < from || day >= to) continue;
            found.Add(new PlayToPrice(
                play.Id, station.Id, station.Name, station.TierAt(play.StartAt), station.Territory, play.RecordingId,
                play.StartAt, play.EndAt, local, StationClock.Local(play.EndAt, station.TimeZone),
                play.LowerMs / 1000m, play.UpperMs / 1000m, play.AudibleMs / 1000m, play.ReferenceMs / 1000m,
                play.Usage, play.State, play.Confidence, play.Detections, play.DecidedBy, play.EvidenceHash));
        }
        return [.. found.OrderBy(p => p.Station.Value).ThenBy(p => p.StartAt).ThenBy(p => p.Play.Value)];
    }
}
