using System.Globalization;
using Marketplace.Audio.Decoding;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Media;

/// <summary>The sizes in which an image is kept; each is a square.</summary>
public enum ImageSize
{
    /// <summary>96 pixels: lists.</summary>
    Small = 96,
    /// <summary>320 pixels: cards.</summary>
    Middle = 320,
    /// <summary>800 pixels: pages.</summary>
    Large = 800,
}

/// <summary>Turns a stranger's picture into ours: decoded in a bounded child process, cropped to squares, encoded again as WebP.</summary>
/// <remarks>Nothing of the original survives: no metadata, no place of the camera, no bytes behind the end of the picture.</remarks>
public sealed class ImageFiles(
    IDbContextFactory<MarketplaceDb> contexts, IBlobStore blobs, MediaOptions options, TimeProvider clock)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);
    private const long MaxMemoryBytes = 1L << 30;
    private const long MaxOutputBytes = 4L << 20;

    /// <summary>Keeps the picture in a blob as a cover or avatar.</summary>
    /// <returns>The image's name, or image.type, image.size, image.damaged, media.tool.</returns>
    public async Task<Result<string>> Keep(string originalBlob, CancellationToken ct)
    {
        await using var original = await blobs.Open(originalBlob, ct);
        return original is null ? MediaErrors.UnknownUpload : await Keep(original, ct);
    }

    /// <summary>The same for a picture at hand, for example of the demo.</summary>
    public async Task<Result<string>> Keep(Stream original, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(original);
        using var bytes = new MemoryStream();
        await original.CopyToAsync(bytes, ct);
        if (ImageHeader.Check(bytes.ToArray(), options, out var facts) is { } wrong) return wrong;

        if ((await Encode(bytes, facts.Demuxer, ImageSize.Large, ct)).Fails(out var large, out var error)) return error;
        // The smaller ones come from our own picture, so the stranger's file is opened once.
        if ((await Encode(new MemoryStream(large), "webp_pipe", ImageSize.Middle, ct)).Fails(out var middle, out error)) return error;
        if ((await Encode(new MemoryStream(large), "webp_pipe", ImageSize.Small, ct)).Fails(out var small, out error)) return error;

        var image = new StoredImage
        {
            Name = await blobs.Put(new MemoryStream(large), ct), Middle = await blobs.Put(new MemoryStream(middle), ct),
            Small = await blobs.Put(new MemoryStream(small), ct), At = clock.GetUtcNow().UtcDateTime,
        };
        await Remember(image, ct);
        return image.Name;
    }

    /// <summary>Opens an image in one size.</summary>
    /// <returns>WebP bytes, or null when there is no such image.</returns>
    public async Task<Stream?> Open(string name, ImageSize size, CancellationToken ct)
    {
        if (!FileBlobs.IsName(name)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var image = await db.Images.AsNoTracking().SingleOrDefaultAsync(i => i.Name == name, ct);
        if (image is null) return null;
        return await blobs.Open(size switch { ImageSize.Small => image.Small, ImageSize.Middle => image.Middle, _ => image.Name }, ct);
    }

    private async Task Remember(StoredImage image, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Images.AnyAsync(i => i.Name == image.Name, ct)) return;
        db.Images.Add(image);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (db.Dialect.IsDuplicate(failure))
        {
            // The same picture came twice at once; both rows would say the same.
        }
    }

    private static async Task<Result<byte[]>> Encode(MemoryStream picture, string demuxer, ImageSize size, CancellationToken ct)
    {
        picture.Position = 0;
        var side = ((int)size).ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-v", "error", "-threads", "1", "-protocol_whitelist", "pipe", "-f", demuxer, "-i", "pipe:0",
            "-map_metadata", "-1", "-frames:v", "1",
            "-vf", $"scale={side}:{side}:force_original_aspect_ratio=increase:flags=lanczos,crop={side}:{side},format=yuv420p",
            "-c:v", "libwebp", "-quality", "82", "-f", "webp", "pipe:1",
        ];
        try
        {
            var result = await ChildProcess.Run(new("ffmpeg", arguments, TimeLimit, MaxOutputBytes, MaxMemoryBytes, picture), ct);
            if (result.TimedOut) return MediaErrors.Tool;
            return result.Succeeded && result.Output.Length > 0 ? result.Output : MediaErrors.ImageDamaged;
        }
        catch (DecodeException)
        {
            return MediaErrors.Tool;
        }
    }
}
