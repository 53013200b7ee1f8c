using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Media;

/// <summary>The owner cancels an upload; its bytes are removed.</summary>
/// <remarks>Errors: upload.unknown, state.</remarks>
public sealed class AbortUpload(Work work, UploadFiles files, BlobBroom broom)
{
    /// <param name="Upload">Which one.</param>
    public sealed record Command(UploadId Upload) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Runs the use case.</summary>
    public async Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct)
    {
        string? blob = null;
        var done = await work.Run<Done>(command, actor, async db =>
        {
            var upload = await db.Uploads.SingleOrDefaultAsync(u => u.Id == command.Upload && u.OwnerId == actor.UserId, ct);
            if (upload is null) return MediaErrors.UnknownUpload;
            blob = upload.Blob;
            return upload.Abort(refusalCode: null);
        }, ct);
        if (!done.IsOk) return done;
        files.Delete(command.Upload);
        if (blob is not null) await broom.RemoveUnused(blob, ct);
        return done;
    }
}
