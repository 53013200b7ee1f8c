using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Media;

/// <summary>A file that a feature took over from an upload.</summary>
/// <param name="Blob">Its content name.</param>
/// <param name="FileName">Name on the sender's machine, for people only.</param>
/// <param name="Bytes">Size.</param>
public sealed record TakenUpload(string Blob, string FileName, long Bytes);

/// <summary>Hands complete uploads over to features, inside the feature's own transaction.</summary>
public sealed class CompletedUploads(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>Looks at a complete upload without taking it, for work that must not sit in a transaction.</summary>
    public async Task<TakenUpload?> Peek(UploadId id, UserId owner, UploadPurpose purpose, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var upload = await db.Uploads.AsNoTracking().SingleOrDefaultAsync(
            u => u.Id == id && u.OwnerId == owner && u.Purpose == purpose && u.State == UploadState.Complete, ct);
        return upload?.Blob is null ? null : new(upload.Blob, upload.FileName, upload.DeclaredBytes);
    }

    /// <summary>Takes a complete upload of this person; an upload can be taken once.</summary>
    /// <returns>The file, or null when there is no complete upload of this purpose and owner.</returns>
    public async Task<TakenUpload?> Take(MarketplaceDb db, UploadId id, UserId owner, UploadPurpose purpose, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var upload = await db.Uploads.SingleOrDefaultAsync(u => u.Id == id && u.OwnerId == owner && u.Purpose == purpose, ct);
        if (upload?.Blob is null || !upload.Use().IsOk) return null;
        return new(upload.Blob, upload.FileName, upload.DeclaredBytes);
    }
}
