using Marketplace.Core.Kernel;

namespace Marketplace.Web.Features.Media;

/// <summary>A file as it is handed out.</summary>
/// <param name="Content">The bytes; can seek, so that a player may ask for a part.</param>
/// <param name="ContentType">Type that we know it to have; never what an uploader said.</param>
/// <param name="ETag">Changes with the content, without quotes.</param>
/// <param name="FileName">Name for downloads.</param>
/// <param name="IsPublic">Whether everybody may see it, so that shared caches may keep it.</param>
public sealed record MediaFile(Stream Content, string ContentType, string ETag, string FileName, bool IsPublic);

/// <summary>A feature's files of one kind, reachable as <c>/media/{kind}/{id}</c>.</summary>
public interface IMediaSource
{
    /// <summary>The part of the address, for example <c>track</c>.</summary>
    string Kind { get; }

    /// <summary>Opens a file if this actor may have it.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="size"><c>small</c>, <c>middle</c> or <c>large</c>, for pictures.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Null when there is no such file or it is not for this actor: both look the same.</returns>
    Task<MediaFile?> Open(Guid id, string size, Actor actor, CancellationToken ct);
}
