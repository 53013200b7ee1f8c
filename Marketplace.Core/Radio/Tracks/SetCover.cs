using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>The artist gives a track a cover from a complete upload. The original picture is not kept.</summary>
/// <remarks>Errors: track.unknown, track.upload, image.type, image.size, image.damaged, media.tool, state.</remarks>
public sealed class SetCover(Work work, CompletedUploads uploads, ImageFiles images, BlobBroom broom, TimeProvider clock)
{
    /// <param name="Track">Which track.</param>
    /// <param name="Upload">The complete upload.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(TrackId Track, UploadId Upload, Guid Key) : ICommand;

    /// <summary>Runs the use case.</summary>
    public async Task<Result<TrackProgressed>> Run(Command command, Actor actor, CancellationToken ct)
    {
        // The picture is drawn before the transaction, which must stay short. A repeat finds the upload taken and is answered from its receipt.
        var (original, name) = ((TakenUpload?)null, (string?)null);
        if (await uploads.Peek(command.Upload, actor.UserId, UploadPurpose.Image, ct) is { } waiting)
        {
            original = waiting;
            if ((await images.Keep(waiting.Blob, ct)).Fails(out name, out var error)) return error;
        }
        var done = await work.Run<TrackProgressed>(command, actor, async db =>
        {
            var track = await db.Tracks.SingleOrDefaultAsync(t => t.Id == command.Track && t.ArtistId == actor.UserId, ct);
            if (track is null) return TrackErrors.Unknown;
            if (name is null || await uploads.Take(db, command.Upload, actor.UserId, UploadPurpose.Image, ct) is null)
                return TrackErrors.Upload;
            return track.ChangeCover(name, clock.GetUtcNow().UtcDateTime);
        }, ct);
        if (done.IsOk && original is not null) await broom.RemoveTaken(original.Blob, ct);
        return done;
    }
}
