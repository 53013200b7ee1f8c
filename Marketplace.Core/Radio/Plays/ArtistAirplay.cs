using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>What an artist's month looks like so far.</summary>
/// <param name="Plays">Plays that count or may still count.</param>
/// <param name="Seconds">Their audible seconds; of a play on air only what was heard.</param>
/// <param name="Stations">Stations that played something.</param>
/// <param name="Waiting">Plays that a person has to look at.</param>
/// <param name="MonthStart">First instant of the month, UTC.</param>
public sealed record ArtistMonth(int Plays, double Seconds, int Stations, int Waiting, DateTime MonthStart);

/// <summary>One station of the map by hour.</summary>
/// <param name="Station">The station.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hours">Plays in each hour of its day, 24 values; null where nobody was listening in that hour.</param>
public sealed record HeardHours(StationId Station, string Name, IReadOnlyList<int?> Hours);

/// <summary>An artist's airplay; only ever one's own.</summary>
public sealed class ArtistAirplay(IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, TimeProvider clock)
{
    private static readonly PlayState[] Counting = [PlayState.Detected, PlayState.Confirmed, PlayState.NeedsReview, PlayState.Disputed, PlayState.Amended];

    /// <summary>Plays that are on air now, as far as the newest windows tell.</summary>
    public async Task<IReadOnlyList<PlayLine>> OnAir(Actor actor, CancellationToken ct)
    {
        var own = await Own(actor, ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await OnAirNow.Of(db, tracks, db.Plays.Where(p => own.Contains(p.RecordingId)), Now, ct);
    }

    /// <summary>This month in numbers; the month is that of the artist's zone.</summary>
    public async Task<ArtistMonth> Month(Actor actor, string zone, CancellationToken ct)
    {
        var own = await Own(actor, ct);
        var today = StationClock.DayOf(Now, zone);
        var start = StationClock.StartOf(new DateOnly(today.Year, today.Month, 1), zone);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Plays.AsNoTracking()
            .Where(p => own.Contains(p.RecordingId) && !p.IsWithdrawn && p.StartAt >= start && Counting.Contains(p.State))
            .Select(p => new { p.StationId, p.StartAt, p.EndAt, p.LastHeardAt, p.AudibleMs, p.State }).ToListAsync(ct);
        return new ArtistMonth(
            rows.Count, rows.Sum(r => PlayLine.HeardBy(Now, r.StartAt, r.EndAt, r.LastHeardAt, r.AudibleMs / 1000.0)), rows.Select(r => r.StationId).Distinct().Count(),
            rows.Count(r => r.State is PlayState.NeedsReview or PlayState.Disputed), start);
    }

    /// <summary>The play log, newest first.</summary>
    public async Task<PlayPage> Log(Actor actor, PlayFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var own = await Own(actor, ct);
        if (SearchWords.Of(filter.Search) is { Length: > 0 } words)
        {
            var names = await tracks.NamesOf([.. own], ct);
            own = [.. own.Where(r => names[r].Any(t => t.FullTitle.Contains(words, StringComparison.CurrentCultureIgnoreCase)))];
        }
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await PlayLog.Page(db, tracks, db.Plays.Where(p => own.Contains(p.RecordingId)), filter, ct);
    }

    /// <summary>Where and when the artist was heard since an instant, by station and hour of its day; not-listened hours are null.</summary>
    public async Task<IReadOnlyList<HeardHours>> Map(Actor actor, DateTime since, CancellationToken ct)
    {
        var own = await Own(actor, ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var plays = await db.Plays.AsNoTracking()
            .Where(p => own.Contains(p.RecordingId) && !p.IsWithdrawn && p.StartAt >= since && Counting.Contains(p.State))
            .Select(p => new { p.StationId, p.StartAt }).ToListAsync(ct);
        var ids = plays.Select(p => p.StationId).Distinct().ToList();
        var stations = await db.Stations.AsNoTracking().IgnoreAutoIncludes().Where(s => ids.Contains(s.Id)).OrderBy(s => s.Name).ToListAsync(ct);
        List<HeardHours> map = [];
        foreach (var station in stations)
        {
            var id = station.Id;
            var heard = await db.CaptureWindows.AsNoTracking()
                .Where(w => w.StationId == id && w.StartAt >= since && w.Outcome == WindowOutcome.Ok).Select(w => w.StartAt).ToListAsync(ct);
            var hours = new int?[24];
            foreach (var at in heard) hours[StationClock.Local(at, station.TimeZone).Hour] ??= 0;
            foreach (var play in plays.Where(p => p.StationId == id))
            {
                var hour = StationClock.Local(play.StartAt, station.TimeZone).Hour;
                hours[hour] = (hours[hour] ?? 0) + 1;
            }
            map.Add(new HeardHours(id, station.Name, hours));
        }
        return map;
    }

    /// <summary>Stations that ever played the artist, for filters.</summary>
    public async Task<IReadOnlyList<(StationId Id, string Name)>> Stations(Actor actor, CancellationToken ct)
    {
        var own = await Own(actor, ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Stations.AsNoTracking().IgnoreAutoIncludes()
            .Where(s => db.Plays.Any(p => p.StationId == s.Id && own.Contains(p.RecordingId)))
            .OrderBy(s => s.Name).Select(s => new { s.Id, s.Name }).ToListAsync(ct);
        return [.. rows.Select(s => (s.Id, s.Name))];
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<List<RecordingId>> Own(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.IsPerson ? [.. await tracks.RecordingsOf(actor.UserId, ct)] : [];
    }
}
