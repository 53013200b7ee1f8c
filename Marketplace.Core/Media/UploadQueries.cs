using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Media;

/// <summary>An upload that its owner may go on with.</summary>
public sealed record OpenUpload(UploadId Id, string FileName, long Offset, long Bytes, UploadState State);

/// <summary>Reads uploads, each for its owner.</summary>
public sealed class UploadQueries(IDbContextFactory<MarketplaceDb> contexts, UploadFiles files, FinishUpload finish)
{
    /// <summary>Where the upload stands. One that was killed between its last byte and its check is finished here.</summary>
    public async Task<Result<UploadStatus>> Status(UploadId id, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var upload = await db.Uploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.OwnerId == actor.UserId, ct);
        if (upload is null || upload.State is UploadState.Expired or UploadState.Aborted) return MediaErrors.UnknownUpload;
        if (upload.State != UploadState.Receiving)
            return new UploadStatus(id, upload.DeclaredBytes, upload.DeclaredBytes, upload.State, upload.ExpiresAt);
        var length = files.Length(id);
        if (length == upload.DeclaredBytes) return await finish.Run(id, actor, ct);
        return new UploadStatus(id, length, upload.DeclaredBytes, upload.State, upload.ExpiresAt);
    }

    /// <summary>The owner's open uploads, newest first.</summary>
    public async Task<IReadOnlyList<OpenUpload>> Open(Actor actor, UploadPurpose purpose, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Uploads.AsNoTracking()
            .Where(u => u.OwnerId == actor.UserId && u.Purpose == purpose
                && (u.State == UploadState.Receiving || u.State == UploadState.Complete))
            .OrderByDescending(u => u.CreatedAt).ToListAsync(ct);
        return [.. rows.Select(u => new OpenUpload(u.Id, u.FileName,
            u.State == UploadState.Complete ? u.DeclaredBytes : files.Length(u.Id), u.DeclaredBytes, u.State))];
    }
}
