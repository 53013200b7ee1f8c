using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Media;

/// <summary>Patience with an upload ended: its bytes are removed. Fired by the timer <see cref="CreateUpload.ExpiryTimer"/>.</summary>
/// <remarks>An upload that moved on meanwhile gets another timer; one that was used or cancelled is left as it is.</remarks>
public sealed class ExpireUpload(Work work, UploadFiles files, BlobBroom broom, TimeProvider clock)
{
    /// <param name="Upload">Which one.</param>
    /// <param name="Key">Id of the timer.</param>
    public sealed record Command(UploadId Upload, Guid Key) : ICommand;

    /// <summary>Runs the use case.</summary>
    public async Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var (gone, blob) = (false, (string?)null);
        var done = await work.Run<Done>(command, actor, async db =>
        {
            (gone, blob) = (false, null);
            var upload = await db.Uploads.SingleOrDefaultAsync(u => u.Id == command.Upload, ct);
            if (upload is null || Upload.Flow.Check(upload.State, UploadState.Expired) is not null) return new Done();
            if (upload.ExpiresAt > clock.GetUtcNow().UtcDateTime)
            {
                db.Timers.Add(new DueTimer { Kind = CreateUpload.ExpiryTimer, Subject = upload.Id.Value, DueAt = upload.ExpiresAt });
                return new Done();
            }
            (gone, blob) = (true, upload.Blob);
            return upload.Expire();
        }, ct);
        if (!done.IsOk || !gone) return done;
        files.Delete(command.Upload);
        if (blob is not null) await broom.RemoveUnused(blob, ct);
        return done;
    }
}
