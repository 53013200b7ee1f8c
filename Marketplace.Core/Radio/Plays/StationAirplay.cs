using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>State of a station as rule V-8 names it.</summary>
public enum StationLight
{
    /// <summary>Nothing was tried yet.</summary>
    Unknown,
    /// <summary>All is well.</summary>
    Live,
    /// <summary>Heard, but not well.</summary>
    Degraded,
    /// <summary>Not heard for ten periods.</summary>
    Down,
    /// <summary>Not listened to.</summary>
    Disabled,
    /// <summary>No address is named, so there is nothing to listen to.</summary>
    NoStream,
}

/// <summary>The four lights of a station, from its newest windows.</summary>
/// <param name="State">V-8 in one word.</param>
/// <param name="Reachable">Whether the stream answers.</param>
/// <param name="Audio">Whether it carries sound; null while unknown.</param>
/// <param name="Music">Whether music was heard in the last hour; null while unknown.</param>
/// <param name="Matching">Whether a known recording was heard in the last six hours; null while unknown.</param>
/// <param name="LastHeardAt">End of the last good window, UTC.</param>
/// <param name="ErrorShare">Failed ÷ tried of the last 60 windows, 0…1.</param>
/// <param name="LastError">Why the last window failed, if it did.</param>
public sealed record StationHealth(
    StationLight State, bool Reachable, bool? Audio, bool? Music, bool? Matching, DateTime? LastHeardAt, double ErrorShare, string? LastError);

/// <summary>One hour of the uptime strip.</summary>
/// <param name="At">First instant, UTC.</param>
/// <param name="Tried">Windows scheduled.</param>
/// <param name="Heard">Windows with sound.</param>
public sealed record UptimeHour(DateTime At, int Tried, int Heard);

/// <summary>One capture as staff and owners see it.</summary>
public sealed record CaptureLine(
    Guid Id, StationId Station, string StationName, DateTime ScheduledAt, DateTime StartAt, double Seconds, WindowOutcome Outcome,
    string? ErrorCode, string? Title, float? RmsDb, WindowContent? Content, int Detections);

/// <summary>A station's airplay, for its owner and for staff.</summary>
public sealed class StationAirplay(IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, TimeProvider clock)
{
    /// <summary>The actor's own stations.</summary>
    public async Task<IReadOnlyList<Station>> Mine(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.IsPerson) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Stations.AsNoTracking().Where(s => s.OwnerId == actor.UserId).OrderBy(s => s.Name).ToListAsync(ct);
    }

    /// <summary>All stations, for staff; nobody else gets any.</summary>
    public async Task<IReadOnlyList<Station>> All(Actor actor, CancellationToken ct)
    {
        if (!IsStaff(actor)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Stations.AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct);
    }

    /// <summary>The four lights (rule V-8); null for a stranger.</summary>
    public async Task<StationHealth?> Health(StationId id, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Seen(db, id, actor, ct) is not { } station) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var last = await db.CaptureWindows.AsNoTracking().Where(w => w.StationId == id).OrderByDescending(w => w.ScheduledAt).Take(60).ToListAsync(ct);
        var hourAgo = now.AddHours(-1);
        var sixHoursAgo = now.AddHours(-6);
        var music = await db.CaptureWindows.AnyAsync(w => w.StationId == id && w.StartAt >= hourAgo
            && (w.Content == WindowContent.IdentifiedMusic || w.Content == WindowContent.UnidentifiedMusic), ct);
        var matching = await db.Detections.AnyAsync(d => d.StationId == id && d.MatchStartAt >= sixHoursAgo, ct);
        return Judge(station, last, music, matching, now);
    }

    /// <summary>Seven days by the hour, oldest first.</summary>
    public async Task<IReadOnlyList<UptimeHour>> Uptime(StationId id, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Seen(db, id, actor, ct) is null) return [];
        var now = clock.GetUtcNow().UtcDateTime;
        var start = now.Date.AddHours(now.Hour - 167);
        var windows = await db.CaptureWindows.AsNoTracking().Where(w => w.StationId == id && w.ScheduledAt >= start)
            .Select(w => new { w.ScheduledAt, w.Outcome }).ToListAsync(ct);
        var hours = windows.ToLookup(w => (int)(w.ScheduledAt - start).TotalHours);
        return [.. Enumerable.Range(0, 168).Select(h => new UptimeHour(
            start.AddHours(h), hours[h].Count(), hours[h].Count(w => w.Outcome == WindowOutcome.Ok)))];
    }

    /// <summary>The play log of a station, newest first; empty for a stranger.</summary>
    public async Task<PlayPage> Log(StationId id, Actor actor, PlayFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Seen(db, id, actor, ct) is null) return new PlayPage([], 0);
        return await PlayLog.Page(db, tracks, db.Plays.Where(p => p.StationId == id), filter with { Station = null }, ct);
    }

    /// <summary>The newest captures of one station, or of all for staff, newest first.</summary>
    public async Task<IReadOnlyList<CaptureLine>> Captures(StationId? id, Actor actor, bool onlyFailed, int take, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (id is { } one ? await Seen(db, one, actor, ct) is null : !IsStaff(actor)) return [];
        var rows = db.CaptureWindows.AsNoTracking();
        if (id is { } only) rows = rows.Where(w => w.StationId == only);
        if (onlyFailed) rows = rows.Where(w => w.Outcome != WindowOutcome.Ok);
        return await (from w in rows.OrderByDescending(w => w.RecordedAt).Take(Math.Clamp(take, 1, 200))
                      join s in db.Stations.IgnoreAutoIncludes() on w.StationId equals s.Id
                      orderby w.RecordedAt descending
                      select new CaptureLine(w.Id, w.StationId, s.Name, w.ScheduledAt, w.StartAt, w.LengthMs / 1000.0, w.Outcome, w.ErrorCode,
                          w.StreamTitle, w.RmsDb, w.Content, db.Detections.Count(d => d.WindowId == w.Id))).ToListAsync(ct);
    }

    /// <summary>Failures of the last seven days by their code, the most frequent first.</summary>
    public async Task<IReadOnlyList<(string Code, int Count)>> Errors(StationId id, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Seen(db, id, actor, ct) is null) return [];
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-7);
        var codes = await db.CaptureWindows.AsNoTracking()
            .Where(w => w.StationId == id && w.ScheduledAt >= since && w.Outcome != WindowOutcome.Ok && w.ErrorCode != null)
            .GroupBy(w => w.ErrorCode!).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. codes.OrderByDescending(c => c.Count).Select(c => (c.Key, c.Count))];
    }

    private static StationHealth Judge(Station station, List<CaptureWindow> last, bool music, bool matching, DateTime now)
    {
        var good = last.FirstOrDefault(w => w.Outcome == WindowOutcome.Ok);
        var newest = last.FirstOrDefault();
        // Our own load is not the station's fault, and without an address there was nothing to try.
        var tried = last.Where(w => w.Outcome != WindowOutcome.Skipped || w.ErrorCode is not ("window.load" or "station.no_stream")).ToList();
        var errors = tried.Count == 0 ? 0 : (double)tried.Count(w => w.Outcome != WindowOutcome.Ok) / tried.Count;
        var period = TimeSpan.FromSeconds(station.Plan.Mode.PeriodSeconds);
        // Without a pause, windows are written two periods after they were heard.
        var late = station.Plan.Mode.IsContinuous ? 5 : 3;
        var heardAt = good?.EndAt;
        // A minute of silence is four windows without a pause, or a single one of a sampled station and the one before it.
        var silent = last.TakeWhile(w => w.Outcome == WindowOutcome.Ok && w.IsSilent).ToList();
        var isSilent = silent.Count > 0 && silent[0].EndAt - silent[^1].StartAt > TimeSpan.FromSeconds(60);
        var light = !station.IsHeardAt(now) ? StationLight.Disabled
            : station.Urls.Count == 0 ? StationLight.NoStream
            : newest is null ? StationLight.Unknown
            : heardAt is null || now - heardAt > period * 10 ? StationLight.Down
            : errors > 0.2 || isSilent || now - heardAt >= period * late ? StationLight.Degraded
            : StationLight.Live;
        var reachable = newest is { Outcome: WindowOutcome.Ok };
        return new StationHealth(light, reachable, good is null ? null : !good.IsSilent, good is null ? null : music,
            good is null ? null : matching, heardAt, errors, newest?.ErrorCode);
    }

    private static async Task<Station?> Seen(MarketplaceDb db, StationId id, Actor actor, CancellationToken ct)
    {
        var all = IsStaff(actor);
        var owner = actor.UserId;
        return actor.IsPerson ? await db.Stations.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && (all || s.OwnerId == owner), ct) : null;
    }

    private static bool IsStaff(Actor actor) => actor.Is(StaffRole.Support, StaffRole.Finance, StaffRole.Moderator, StaffRole.Superadmin);
}
