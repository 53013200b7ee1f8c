using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Media;

/// <summary>Where an upload stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Offset">Bytes that are safely here.</param>
/// <param name="Bytes">Bytes that were promised.</param>
/// <param name="State">State.</param>
/// <param name="ExpiresAt">When patience ends, UTC.</param>
public sealed record UploadStatus(UploadId Id, long Offset, long Bytes, UploadState State, DateTime ExpiresAt);

/// <summary>Somebody announces a file and receives the id to send it under.</summary>
/// <remarks>Errors: upload.sign_in, upload.empty, upload.name, upload.too_large, upload.quota, upload.space.</remarks>
public sealed class CreateUpload(Work work, UploadFiles files, MediaOptions options, TimeProvider clock)
{
    /// <summary>Kind of the timer that ends the patience.</summary>
    public const string ExpiryTimer = "upload.expire";

    /// <param name="Purpose">What the file is for.</param>
    /// <param name="FileName">Name on the sender's machine.</param>
    /// <param name="Bytes">Size of the file.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(UploadPurpose Purpose, string FileName, long Bytes, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Bytes <= 0) yield return MediaErrors.Empty;
            if (CleanName(FileName).Length == 0) yield return MediaErrors.Name;
        }
    }

    /// <summary>Runs the use case.</summary>
    public Task<Result<UploadStatus>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<UploadStatus>(command, actor, async db =>
        {
            if (!actor.IsPerson) return MediaErrors.SignIn;
            var most = command.Purpose == UploadPurpose.Audio ? options.MaxAudioBytes : options.MaxImageBytes;
            if (command.Bytes > most) return MediaErrors.TooLarge(most);
            if (files.FreeBytes() < 2 * command.Bytes + options.SpareDiskBytes) return MediaErrors.NoSpace;

            var open = await db.Uploads
                .Where(u => u.OwnerId == actor.UserId && (u.State == UploadState.Receiving || u.State == UploadState.Complete))
                .Select(u => u.DeclaredBytes).ToListAsync(ct);
            if (open.Count >= options.MaxOpenUploads || open.Sum() + command.Bytes > options.MaxOpenBytes) return MediaErrors.Quota;

            var now = clock.GetUtcNow().UtcDateTime;
            var upload = new Upload(
                actor.UserId, command.Purpose, CleanName(command.FileName), command.Bytes, now, options.UploadPatience);
            db.Uploads.Add(upload);
            db.Timers.Add(new DueTimer { Kind = ExpiryTimer, Subject = upload.Id.Value, DueAt = upload.ExpiresAt });
            return new UploadStatus(upload.Id, 0, upload.DeclaredBytes, upload.State, upload.ExpiresAt);
        }, ct);

    // Only the last part of a path, without control characters: the name is for eyes alone.
    private static string CleanName(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length <= 255 ? clean : clean[^255..];
    }
}
