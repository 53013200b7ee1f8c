using Marketplace.Audio.Decoding;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>A claim of somebody else on the same recording.</summary>
/// <param name="Id">The conflict.</param>
/// <param name="OtherTitle">Title of the other account's track.</param>
/// <param name="OtherName">Name of the other account.</param>
/// <param name="OpenedAt">Since when royalties are held, UTC.</param>
public sealed record ConflictView(OwnershipConflictId Id, string OtherTitle, string OtherName, DateTime OpenedAt);

/// <summary>Another recording that shares material with this one.</summary>
public sealed record SharedView(string Title, int CoverBasisPoints);

/// <summary>A recording that seems to be sampled in this one, or the other way round (rule O-4).</summary>
/// <param name="Title">Title of the other one.</param>
/// <param name="IsHost">This recording is sampled in the other one.</param>
public sealed record SampleView(string Title, bool IsHost);

/// <summary>Everything the artist's page of one track shows.</summary>
/// <param name="Track">The row.</param>
/// <param name="Waveform">Bars 0 to 255; empty until printed.</param>
/// <param name="Duplicate">The artist's track that the artist is asked about, or null.</param>
/// <param name="Versions">Other tracks of the artist in the same recording.</param>
/// <param name="Conflicts">Open claims of others.</param>
/// <param name="Shared">Recordings that share material.</param>
/// <param name="Samples">Recordings that were heard inside it on air, or it inside them.</param>
/// <param name="SameIsrc">How many tracks of other recordings carry the same ISRC (rule D-2).</param>
public sealed record TrackPageView(
    Track Track, byte[] Waveform, TrackName? Duplicate, IReadOnlyList<TrackName> Versions, IReadOnlyList<ConflictView> Conflicts,
    IReadOnlyList<SharedView> Shared, IReadOnlyList<SampleView> Samples, int SameIsrc);

/// <summary>A track's files, for who may hear or see them.</summary>
/// <param name="Path">File on this machine.</param>
/// <param name="Blob">Content name.</param>
/// <param name="FileName">Name it was uploaded under.</param>
public sealed record TrackFile(string Path, string Blob, string FileName);

/// <summary>Reads one track with all around it.</summary>
public sealed class TrackDetailQueries(
    IDbContextFactory<MarketplaceDb> contexts, IBlobStore blobs, CompletedUploads uploads, AccountDirectory accounts, TrackQueries tracks)
{
    /// <summary>The artist's own track; null when there is none.</summary>
    public async Task<TrackPageView?> Of(TrackId id, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var track = await db.Tracks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.ArtistId == actor.UserId, ct);
        if (track is null) return null;
        var waveform = await db.TrackPrints.AsNoTracking().Where(p => p.TrackId == id).Select(p => p.Waveform).SingleOrDefaultAsync(ct) ?? [];
        var mine = await Mine(track.RecordingId ?? track.DuplicateOf, track, ct);
        var sameIsrc = track.Isrc is null ? 0 : await db.Tracks.CountAsync(
            t => t.Isrc == track.Isrc && t.Id != id && t.State != TrackState.Withdrawn && t.RecordingId != track.RecordingId, ct);
        return new(track, waveform, track.DuplicateOf is null ? null : mine.FirstOrDefault(), track.RecordingId is null ? [] : mine,
            await Conflicts(db, id, ct), await Shared(db, track.RecordingId, ct), await Samples(db, track.RecordingId, ct), sameIsrc);
    }

    /// <summary>The sound of a track: for its artist, its contributors, the other side of a conflict, and moderators.</summary>
    public async Task<TrackFile?> Sound(TrackId id, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var track = await db.Tracks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        if (track is null || !await MayHear(db, track, actor, ct)) return null;
        return await blobs.LocalPath(track.AudioBlob, ct) is { } path ? new(path, track.AudioBlob, track.FileName) : null;
    }

    /// <summary>The cover's image name of any track; an empty text asks for a generated one, null means no such track.</summary>
    public async Task<string?> Cover(TrackId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Tracks.AsNoTracking().Where(t => t.Id == id).Select(t => t.CoverBlob ?? "").SingleOrDefaultAsync(ct);
    }

    /// <summary>What a complete upload says about itself, so that the form need not be typed.</summary>
    /// <returns>Title or null, and length in seconds.</returns>
    public async Task<(string? Title, double Seconds)> Tags(UploadId upload, Actor actor, CancellationToken ct)
    {
        if (await uploads.Peek(upload, actor.UserId, UploadPurpose.Audio, ct) is not { } file
            || await blobs.LocalPath(file.Blob, ct) is not { } path) return (null, 0);
        try
        {
            var probe = await AudioFile.Probe(path, ct);
            return (probe.Title, probe.Seconds);
        }
        catch (DecodeException)
        {
            return (null, 0); // The pipeline opens the file again and says why it cannot be used.
        }
    }

    private async Task<IReadOnlyList<TrackName>> Mine(RecordingId? recording, Track track, CancellationToken ct)
    {
        if (recording is not { } id) return [];
        return [.. (await tracks.NamesOf([id], ct))[id].Where(t => t.ArtistId == track.ArtistId && t.Id != track.Id)];
    }

    private async Task<IReadOnlyList<ConflictView>> Conflicts(MarketplaceDb db, TrackId id, CancellationToken ct)
    {
        var open = await db.OwnershipConflicts.AsNoTracking()
            .Where(c => c.ClosedAt == null && (c.ClaimantTrackId == id || c.OtherTrackId == id)).OrderBy(c => c.OpenedAt).ToListAsync(ct);
        var views = new List<ConflictView>();
        foreach (var c in open)
        {
            var (otherTrack, otherUser) = c.ClaimantTrackId == id ? (c.OtherTrackId, c.OtherId) : (c.ClaimantTrackId, c.ClaimantId);
            var title = await db.Tracks.Where(t => t.Id == otherTrack).Select(t => t.Title).SingleOrDefaultAsync(ct) ?? "";
            views.Add(new(c.Id, title, await accounts.NameOf(db, otherUser, ct), c.OpenedAt));
        }
        return views;
    }

    private static async Task<IReadOnlyList<SharedView>> Shared(MarketplaceDb db, RecordingId? recording, CancellationToken ct)
    {
        if (recording is not { } id) return [];
        return await (
            from s in db.SharedMaterial.AsNoTracking()
            where s.Recording == id || s.With == id
            join r in db.Recordings on (s.Recording == id ? s.With : s.Recording) equals r.Id
            join t in db.Tracks on r.ReferenceTrackId equals t.Id
            orderby s.CoverBasisPoints descending
            select new SharedView(t.Title, s.CoverBasisPoints)).Take(20).ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<SampleView>> Samples(MarketplaceDb db, RecordingId? recording, CancellationToken ct)
    {
        if (recording is not { } id) return [];
        return await (
            from h in db.SampleHints.AsNoTracking()
            where h.HostId == id || h.SampledId == id
            join r in db.Recordings on (h.HostId == id ? h.SampledId : h.HostId) equals r.Id
            join t in db.Tracks on r.ReferenceTrackId equals t.Id
            orderby h.FoundAt
            select new SampleView(t.Title, h.SampledId == id)).Take(20).ToListAsync(ct);
    }

    private async Task<bool> MayHear(MarketplaceDb db, Track track, Actor actor, CancellationToken ct)
    {
        if (!actor.IsPerson) return false;
        if (track.ArtistId == actor.UserId || actor.Is(StaffRole.Moderator)) return true;
        var (me, email) = (actor.UserId, await accounts.ProvedEmail(db, actor.UserId, ct));
        if (await db.SplitVersions.AnyAsync(v => v.TrackId == track.Id && v.State != SplitState.Superseded
            && v.Shares.Any(s => s.ContributorId == me || (email != null && s.ContributorId == null && s.Email == email)), ct)) return true;
        return await db.OwnershipConflicts.AnyAsync(c => c.ClosedAt == null
            && ((c.ClaimantTrackId == track.Id && c.OtherId == me) || (c.OtherTrackId == track.Id && c.ClaimantId == me)), ct);
    }
}
