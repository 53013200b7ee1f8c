using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>Music that came back and is, or was, in no catalogue.</summary>
/// <param name="Id">The sound.</param>
/// <param name="Times">Airings.</param>
/// <param name="Stations">Names of stations that aired it, at most <see cref="UnknownQueries.MostNames"/>.</param>
/// <param name="StationCount">How many they are.</param>
/// <param name="FirstHeardAt">First instant, UTC.</param>
/// <param name="LastHeardAt">Last instant, UTC.</param>
/// <param name="Seconds">Length of what is known of it.</param>
/// <param name="HasClip">Whether it can be heard.</param>
/// <param name="Title">Title of the recording it turned out to be; null while nobody handed it in.</param>
public sealed record UnknownLine(
    UnknownSoundId Id, int Times, IReadOnlyList<string> Stations, int StationCount, DateTime FirstHeardAt, DateTime LastHeardAt, double Seconds,
    bool HasClip, string? Title);

/// <summary>A page of them.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Total">Rows in all.</param>
public sealed record UnknownLines(IReadOnlyList<UnknownLine> Items, int Total);

/// <summary>How often a recording was on air before it was handed in.</summary>
/// <param name="Times">Airings that were noticed.</param>
/// <param name="Stations">On how many stations.</param>
/// <param name="FirstHeardAt">The first one, UTC.</param>
public sealed record HeardBefore(int Times, int Stations, DateTime FirstHeardAt);

/// <summary>Reads unknown music: for moderators all that came back, for an artist what their own recording was before it was known.</summary>
public sealed class UnknownQueries(IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, IBlobStore blobs)
{
    /// <summary>Stations that are named; the others are counted.</summary>
    public const int MostNames = 3;

    /// <summary>What was heard twice or more, the most often heard first; nothing for anybody but moderators.</summary>
    public async Task<UnknownLines> Repeated(Actor actor, int skip, int take, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Is(StaffRole.Moderator)) return new UnknownLines([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var all = db.UnknownSounds.AsNoTracking().Where(s => s.Times > 1);
        var rows = await all.OrderByDescending(s => s.Times).ThenByDescending(s => s.LastHeardAt).ThenBy(s => s.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 100)).ToListAsync(ct);
        var ids = rows.Select(s => s.Id).ToList();
        var names = (await (from a in db.UnknownAirings.AsNoTracking()
                            join s in db.Stations.IgnoreAutoIncludes() on a.StationId equals s.Id
                            where ids.Contains(a.SoundId)
                            select new { a.SoundId, s.Name }).Distinct().ToListAsync(ct)).ToLookup(n => n.SoundId, n => n.Name);
        var titles = await tracks.NamesOf([.. rows.Select(s => s.RecordingId).OfType<RecordingId>()], ct);
        List<UnknownLine> lines = [];
        foreach (var s in rows)
            lines.Add(new UnknownLine(s.Id, s.Times, [.. names[s.Id].Order().Take(MostNames)], s.StationCount, s.FirstHeardAt, s.LastHeardAt,
                (s.ToMs - s.FromMs) / 1000.0, s.ClipKey is { } key && await blobs.Exists(key, ct),
                s.RecordingId is { } recording ? titles[recording].FirstOrDefault()?.FullTitle ?? "" : null));
        return new UnknownLines(lines, await all.CountAsync(ct));
    }

    /// <summary>Content name of a sound's clip, for moderators; null for everybody else, and when there is none.</summary>
    public async Task<string?> Clip(UnknownSoundId id, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Is(StaffRole.Moderator)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.UnknownSounds.Where(s => s.Id == id).Select(s => s.ClipKey).SingleOrDefaultAsync(ct);
    }

    /// <summary>How often the artist's own track was on air before it was handed in; null when nothing is known of it.</summary>
    public async Task<HeardBefore?> Before(TrackId track, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var sounds = await (from t in db.Tracks
                            join s in db.UnknownSounds on t.RecordingId equals s.RecordingId
                            where t.Id == track && t.ArtistId == actor.UserId
                            select s).AsNoTracking().ToListAsync(ct);
        if (sounds.Count == 0) return null;
        // Parts that were never joined are parts of the same airings, so the greatest number is the least that is sure.
        var most = sounds.MaxBy(s => s.Times)!;
        return new HeardBefore(most.Times, most.StationCount, sounds.Min(s => s.FirstHeardAt));
    }
}
