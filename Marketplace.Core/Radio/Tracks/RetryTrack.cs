using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>A track that stopped starts again, with the same file where that may help, or with another one.</summary>
/// <remarks>Errors: track.unknown, track.upload, track.needs_file, state. Raises <see cref="TrackSubmitted"/>.</remarks>
public sealed class RetryTrack(Work work, CompletedUploads uploads, TimeProvider clock)
{
    /// <param name="Track">Which track.</param>
    /// <param name="Upload">Another file, or null for the same.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(TrackId Track, UploadId? Upload, Guid Key) : ICommand;

    /// <summary>Runs the use case.</summary>
    public Task<Result<TrackProgressed>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<TrackProgressed>(command, actor, async db =>
        {
            var track = await db.Tracks.SingleOrDefaultAsync(t => t.Id == command.Track && t.ArtistId == actor.UserId, ct);
            if (track is null) return TrackErrors.Unknown;
            TakenUpload? file = null;
            if (command.Upload is { } upload
                && (file = await uploads.Take(db, upload, actor.UserId, UploadPurpose.Audio, ct)) is null) return TrackErrors.Upload;
            return track.Retry(file?.Blob, file?.FileName, clock.GetUtcNow().UtcDateTime);
        }, ct);
}
