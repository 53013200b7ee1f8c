using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>The artist takes a track back. The recording goes on with another track of its cluster, or is no longer listened for.</summary>
/// <remarks>What was heard and paid stays. Errors: track.unknown, state. Raises <see cref="TrackWithdrawn"/>.</remarks>
public sealed class WithdrawTrack(Work work, TimeProvider clock)
{
    /// <param name="Track">Which track.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(TrackId Track, Guid Key) : ICommand;

    /// <summary>Runs the use case.</summary>
    public Task<Result<TrackWithdrawn>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<TrackWithdrawn>(command, actor, async db =>
        {
            var track = await db.Tracks.SingleOrDefaultAsync(t => t.Id == command.Track && t.ArtistId == actor.UserId, ct);
            if (track is null) return TrackErrors.Unknown;
            var now = clock.GetUtcNow().UtcDateTime;
            if (track.Withdraw(now).Fails(out var withdrawn, out var error)) return error;
            if (track.RecordingId is { } recording) await PassOn(db, recording, track, now, ct);
            return withdrawn;
        }, ct);

    private static async Task PassOn(MarketplaceDb db, RecordingId id, Track track, DateTime now, CancellationToken ct)
    {
        var recording = await db.Recordings.SingleAsync(r => r.Id == id, ct);
        if (recording.ReferenceTrackId == track.Id)
        {
            var next = await db.Tracks
                .Where(t => t.RecordingId == id && t.State == TrackState.Listening && t.Id != track.Id)
                .OrderBy(t => t.CreatedAt).FirstOrDefaultAsync(ct);
            if (next is null) recording.Retire(now);
            else recording.FollowTrack(next.Id, next.DurationSeconds);
        }
        var conflicts = await db.OwnershipConflicts
            .Where(c => c.ClosedAt == null && (c.ClaimantTrackId == track.Id || c.OtherTrackId == track.Id)).ToListAsync(ct);
        foreach (var conflict in conflicts) conflict.EndByWithdrawal(now);
    }
}
