using System.Text;
using Marketplace.Audio.Decoding;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Web.Features.Media;

namespace Marketplace.Web.Features.Radio.Artist;

/// <summary><c>/media/track/{id}</c>: a track's sound, for who may hear it.</summary>
public sealed class TrackSound(TrackDetailQueries tracks) : IMediaSource
{
    /// <inheritdoc/>
    public string Kind => "track";

    /// <inheritdoc/>
    public async Task<MediaFile?> Open(Guid id, string size, Actor actor, CancellationToken ct)
    {
        if (await tracks.Sound(new TrackId(id), actor, ct) is not { } file) return null;
        var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
        var head = new byte[AudioContainer.HeadBytes];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        stream.Position = 0;
        return new(stream, TypeOf(AudioContainer.Sniff(head.AsSpan(0, read))), file.Blob, file.FileName, IsPublic: false);
    }

    private static string TypeOf(string? container) => container switch
    {
        "wav" => "audio/wav",
        "mp3" => "audio/mpeg",
        "flac" => "audio/flac",
        "ogg" => "audio/ogg",
        "mov" => "audio/mp4",
        _ => "application/octet-stream",
    };
}

/// <summary><c>/media/cover/{id}?size=small|middle|large</c>: a track's cover, drawn when the artist gave none. Everybody may see covers.</summary>
public sealed class TrackCover(TrackDetailQueries tracks, ImageFiles images) : IMediaSource
{
    /// <inheritdoc/>
    public string Kind => "cover";

    /// <inheritdoc/>
    public async Task<MediaFile?> Open(Guid id, string size, Actor actor, CancellationToken ct)
    {
        if (await tracks.Cover(new TrackId(id), ct) is not { } name) return null;
        var edge = size switch { "small" => ImageSize.Small, "middle" => ImageSize.Middle, _ => ImageSize.Large };
        if (name.Length > 0 && await images.Open(name, edge, ct) is { } picture)
            return new(picture, "image/webp", $"{name[..16]}-{(int)edge}", "cover.webp", IsPublic: true);
        return new(new MemoryStream(Encoding.UTF8.GetBytes(GeneratedCover.Svg(id.ToString()))), "image/svg+xml", $"{id:N}-drawn",
            "cover.svg", IsPublic: true);
    }
}
