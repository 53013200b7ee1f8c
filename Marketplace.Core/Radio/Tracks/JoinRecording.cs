using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>The artist confirms that a track is the same recording as one they have here already; it joins that recording.</summary>
/// <remarks>The other answer is <see cref="WithdrawTrack"/>. Errors: track.unknown, state. Raises <see cref="TrackListening"/>.</remarks>
public sealed class JoinRecording(Work work, TimeProvider clock)
{
    /// <param name="Track">Which track.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(TrackId Track, Guid Key) : ICommand;

    /// <summary>Runs the use case.</summary>
    public Task<Result<TrackListening>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<TrackListening>(command, actor, async db =>
        {
            var track = await db.Tracks.SingleOrDefaultAsync(t => t.Id == command.Track && t.ArtistId == actor.UserId, ct);
            if (track is null) return TrackErrors.Unknown;
            if (track.State != TrackState.DuplicateFound || track.DuplicateOf is not { } same)
                return TrackFlow.Steps.Check(track.State, track.State)!;
            var now = clock.GetUtcNow().UtcDateTime;
            var recording = await db.Recordings.SingleAsync(r => r.Id == same, ct);
            // The track that was found first may be withdrawn by now; then this one carries the recording.
            if (recording.RetiredAt is not null) recording.FollowTrack(track.Id, track.DurationSeconds);
            return track.Listen(same, now);
        }, ct);
}
