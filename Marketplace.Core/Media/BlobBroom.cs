using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Media;

/// <summary>Removes blobs of uploads that nobody used. Two people may send the same file, so it looks before it sweeps.</summary>
public sealed class BlobBroom(IDbContextFactory<MarketplaceDb> contexts, IBlobStore blobs)
{
    /// <summary>Removes the blob unless another upload brought the same content and still counts.</summary>
    public async Task RemoveUnused(string blob, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var counts = await db.Uploads.AnyAsync(
            u => u.Blob == blob && (u.State == UploadState.Complete || u.State == UploadState.Used), ct);
        if (!counts) await blobs.Delete(blob, ct);
    }

    /// <summary>Removes an original that was turned into something of ours, unless the same content waits in another upload.</summary>
    public async Task RemoveTaken(string blob, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Uploads.AnyAsync(u => u.Blob == blob && u.State == UploadState.Complete, ct)) await blobs.Delete(blob, ct);
    }
}
