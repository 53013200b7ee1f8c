using Marketplace.Audio.Decoding;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Media;

/// <summary>All bytes of an upload are here: the content is checked, then kept as a blob. Refused content keeps nothing.</summary>
/// <remarks>
/// Errors: upload.unknown, upload.not_audio, upload.damaged, image.type, image.size, media.tool. May be repeated at any point: the
/// blob is named by its content, and the bytes of the upload go last.
/// </remarks>
public sealed class FinishUpload(
    Work work, IDbContextFactory<MarketplaceDb> contexts, UploadFiles files, IBlobStore blobs, MediaOptions options, TimeProvider clock)
{
    private sealed record Kept(UploadId Upload, string Blob) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    private sealed record Refused(UploadId Upload, string Code) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <summary>Checks and keeps the file.</summary>
    public async Task<Result<UploadStatus>> Run(UploadId id, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var upload = await db.Uploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.OwnerId == actor.UserId, ct);
        if (upload is null) return MediaErrors.UnknownUpload;
        if (upload.State == UploadState.Receiving)
        {
            if (files.Length(id) != upload.DeclaredBytes) return MediaErrors.WrongOffset(files.Length(id));
            if (await Look(upload, whole: true, ct) is { } wrong) return await Refuse(id, wrong, actor, ct);
            string blob;
            await using (var content = File.OpenRead(files.PathOf(id))) blob = await blobs.Put(content, ct);
            if ((await Keep(new(id, blob), actor, ct)).Fails(out _, out var error)) return error;
        }
        files.Delete(id);
        return new UploadStatus(id, upload.DeclaredBytes, upload.DeclaredBytes, UploadState.Complete, upload.ExpiresAt);
    }

    /// <summary>Looks at the first bytes, so that nobody sends 200 MB of something that is refused at the end.</summary>
    /// <returns>The refusal, or null while it may still be good.</returns>
    internal async Task<Error?> LookEarly(Upload upload, Actor actor, CancellationToken ct)
    {
        if (files.Length(upload.Id) < AudioContainer.HeadBytes) return null;
        return await Look(upload, whole: false, ct) is { } wrong ? await Refuse(upload.Id, wrong, actor, ct) : null;
    }

    private async Task<Error?> Look(Upload upload, bool whole, CancellationToken ct)
    {
        var path = files.PathOf(upload.Id);
        if (upload.Purpose == UploadPurpose.Image) return await ImageHeader.Check(path, options, ct);
        if (upload.Purpose == UploadPurpose.Document)
            return await DocumentHeader.Type(path, options, ct) is null ? MediaErrors.NotDocument : null;
        try
        {
            if (whole) await AudioFile.Probe(path, ct);
            else if (!await IsAudio(path, ct)) return MediaErrors.NotAudio;
            return null;
        }
        catch (DecodeException failure)
        {
            return failure.Code switch
            {
                "audio.unsupported" or "audio.no_sound" => MediaErrors.NotAudio,
                "audio.tool_missing" or "audio.timeout" => MediaErrors.Tool,
                _ => MediaErrors.Damaged,
            };
        }
    }

    private static async Task<bool> IsAudio(string path, CancellationToken ct)
    {
        var head = new byte[AudioContainer.HeadBytes];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        return AudioContainer.Sniff(head.AsSpan(0, read)) is not null;
    }

    private Task<Result<Done>> Keep(Kept command, Actor actor, CancellationToken ct) =>
        work.Run<Done>(command, actor, async db =>
        {
            var upload = await db.Uploads.SingleAsync(u => u.Id == command.Upload, ct);
            if (upload.State == UploadState.Complete) return new Done(); // The other of two last chunks was quicker.
            return upload.Complete(command.Blob, clock.GetUtcNow().UtcDateTime + options.UploadPatience);
        }, ct);

    private async Task<Error> Refuse(UploadId id, Error reason, Actor actor, CancellationToken ct)
    {
        if (reason.Kind == ErrorKind.Unavailable) return reason; // Our fault, not the file's: the bytes stay for another try.
        var refused = await work.Run<Done>(new Refused(id, reason.Code), actor, async db =>
        {
            var upload = await db.Uploads.SingleAsync(u => u.Id == id, ct);
            return upload.Abort(reason.Code);
        }, ct);
        if (refused.Fails(out _, out var error)) return error;
        files.Delete(id);
        return reason;
    }
}
