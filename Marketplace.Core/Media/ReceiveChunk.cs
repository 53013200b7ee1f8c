using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Media;

/// <summary>Bytes arrive and are appended to an upload; the last one completes it.</summary>
/// <remarks>
/// Errors: upload.unknown, state, upload.offset, upload.busy, upload.too_long, upload.checksum, upload.checksum_form, and those of
/// <see cref="FinishUpload"/>. Not framed by <see cref="Work"/>: a chunk is no business step and leaves no receipt, because its
/// offset already makes a repeat harmless.
/// </remarks>
public sealed class ReceiveChunk(
    IDbContextFactory<MarketplaceDb> contexts, UploadFiles files, FinishUpload finish, MediaOptions options, TimeProvider clock)
{
    /// <summary>Appends a chunk.</summary>
    /// <param name="id">Which upload.</param>
    /// <param name="offset">Where the chunk begins.</param>
    /// <param name="chunk">The bytes as they come.</param>
    /// <param name="sha256">Checksum of the chunk, 32 bytes, or null.</param>
    /// <param name="actor">Who sends.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<UploadStatus>> Run(
        UploadId id, long offset, Stream chunk, byte[]? sha256, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var upload = await db.Uploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.OwnerId == actor.UserId, ct);
        if (upload is null) return MediaErrors.UnknownUpload;
        if (Upload.Flow.Check(upload.State, UploadState.Complete) is { } wrong) return wrong;

        if (sha256 is not null)
        {
            if ((await files.ReadChecked(chunk, sha256, ct)).Fails(out var whole, out var damaged)) return damaged;
            chunk = whole;
        }
        if ((await files.Append(id, offset, upload.DeclaredBytes, chunk, ct)).Fails(out var length, out var error)) return error;

        var expires = clock.GetUtcNow().UtcDateTime + options.UploadPatience;
        await db.Uploads.Where(u => u.Id == id && u.State == UploadState.Receiving)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.ExpiresAt, expires), ct);
        if (length == upload.DeclaredBytes) return await finish.Run(id, actor, ct);
        if (offset == 0 && (await finish.LookEarly(upload, actor, ct)) is { } refused) return refused;
        return new UploadStatus(id, length, upload.DeclaredBytes, UploadState.Receiving, expires);
    }
}
