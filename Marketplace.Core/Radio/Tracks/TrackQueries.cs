using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>One line of the artist's list.</summary>
public sealed record TrackLine(
    TrackId Id, string Title, string VersionTitle, string Genre, string? Isrc, string? CoverBlob, double DurationSeconds,
    TrackState State, DateTime StateAt, string? FailureReason, RecordingId? RecordingId, DateTime CreatedAt);

/// <summary>A page of a longer list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows in all.</param>
public sealed record TrackLines(IReadOnlyList<TrackLine> Items, int Total);

/// <summary>A track as lists of plays, charts and statements name it.</summary>
/// <param name="Id">The track.</param>
/// <param name="ArtistId">Whose it is.</param>
/// <param name="Title">Title.</param>
/// <param name="VersionTitle">Version, or empty.</param>
/// <param name="Isrc">Code, or null.</param>
/// <param name="CoverBlob">Cover, or null.</param>
/// <param name="DurationSeconds">Length of this track's audio, seconds.</param>
/// <param name="RecordingId">The recording it belongs to.</param>
/// <param name="CreatedAt">When it was handed in, UTC.</param>
public sealed record TrackName(
    TrackId Id, UserId ArtistId, string Title, string VersionTitle, string? Isrc, string? CoverBlob, double DurationSeconds,
    RecordingId RecordingId, DateTime CreatedAt)
{
    /// <summary>Title with its version.</summary>
    public string FullTitle => VersionTitle.Length == 0 ? Title : $"{Title} ({VersionTitle})";
}

/// <summary>Reads tracks, each for whom it concerns.</summary>
public sealed class TrackQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>Rows that one page may hold at most.</summary>
    public const int MostPerPage = 100;

    /// <summary>The artist's own tracks, newest first, without withdrawn ones.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="search">Part of title or ISRC, upper and lower case alike; empty for all.</param>
    /// <param name="state">Only this state, or null.</param>
    /// <param name="skip">Rows to pass over.</param>
    /// <param name="take">Rows wanted, at most <see cref="MostPerPage"/>.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<TrackLines> Mine(Actor actor, string search, TrackState? state, int skip, int take, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.Tracks.AsNoTracking().Where(t => t.ArtistId == actor.UserId);
        rows = state is { } only ? rows.Where(t => t.State == only) : rows.Where(t => t.State != TrackState.Withdrawn);
        if (SearchWords.Of(search) is { Length: > 0 } words)
        {
            var lower = words.ToLowerInvariant();
            var code = words.Replace("-", "").ToUpperInvariant();
            rows = rows.Where(t => t.Title.ToLower().Contains(lower) || t.VersionTitle.ToLower().Contains(lower)
                || (t.Isrc != null && t.Isrc.Contains(code)));
        }
        var total = await rows.CountAsync(ct);
        var page = await rows.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostPerPage))
            .Select(t => new TrackLine(t.Id, t.Title, t.VersionTitle, t.Genre, t.Isrc, t.CoverBlob, t.DurationSeconds,
                t.State, t.StateAt, t.FailureReason, t.RecordingId, t.CreatedAt))
            .ToListAsync(ct);
        return new(page, total);
    }

    /// <summary>The recordings that this artist has a track of, withdrawn tracks included, because their plays stay.</summary>
    public async Task<IReadOnlyList<RecordingId>> RecordingsOf(UserId artist, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Tracks.AsNoTracking().Where(t => t.ArtistId == artist && t.RecordingId != null)
            .Select(t => t.RecordingId!.Value).Distinct().ToListAsync(ct);
    }

    /// <summary>The tracks of these recordings, oldest first: what a play is called, and whose it is.</summary>
    public async Task<ILookup<RecordingId, TrackName>> NamesOf(IReadOnlyCollection<RecordingId> recordings, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var ids = recordings.Select(r => (RecordingId?)r).ToList();
        var rows = await db.Tracks.AsNoTracking().Where(t => t.RecordingId != null && ids.Contains(t.RecordingId))
            .OrderBy(t => t.CreatedAt).ThenBy(t => t.Id)
            .Select(t => new TrackName(t.Id, t.ArtistId, t.Title, t.VersionTitle, t.Isrc, t.CoverBlob, t.DurationSeconds,
                t.RecordingId!.Value, t.CreatedAt))
            .ToListAsync(ct);
        return rows.ToLookup(t => t.RecordingId);
    }

    /// <summary>Length D of each recording's reference, seconds.</summary>
    public async Task<IReadOnlyDictionary<RecordingId, double>> SecondsOf(
        IReadOnlyCollection<RecordingId> recordings, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Recordings.AsNoTracking().Where(r => recordings.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, r => r.ReferenceSeconds, ct);
    }

    /// <summary>Which of these recordings are claimed by several accounts now; their royalties are held (rule D-3).</summary>
    public async Task<IReadOnlySet<RecordingId>> Conflicted(IReadOnlyCollection<RecordingId> recordings, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = await db.OwnershipConflicts.AsNoTracking()
            .Where(c => c.ClosedAt == null && recordings.Contains(c.RecordingId)).Select(c => c.RecordingId).ToListAsync(ct);
        return open.ToHashSet();
    }
}
