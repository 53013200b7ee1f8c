using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>What may be said about a track; pages and use cases ask the same rules.</summary>
public static class TrackRules
{
    /// <summary>Everything wrong with these words. An empty title and an empty ISRC are allowed.</summary>
    public static IEnumerable<Error> Problems(string title, string versionTitle, string genre, string? isrc)
    {
        if (title.Trim().Length > 200) yield return Error.Invalid("track.title", "The title is longer than 200 characters.", "Title");
        if (versionTitle.Trim().Length > 100)
            yield return Error.Invalid("track.version", "The version is longer than 100 characters.", "VersionTitle");
        if (genre.Trim().Length > 60) yield return Error.Invalid("track.genre", "The genre is longer than 60 characters.", "Genre");
        if (!string.IsNullOrWhiteSpace(isrc) && Radio.Isrc.Parse(isrc).Error is { } wrong) yield return wrong;
    }

    internal static TrackDetails Details(string title, string versionTitle, string genre, string? isrc, string? language) => new(
        title, versionTitle, genre, string.IsNullOrWhiteSpace(isrc) ? null : Radio.Isrc.Parse(isrc).Value.Code,
        string.IsNullOrWhiteSpace(language) ? null : language.Trim()[..Math.Min(20, language.Trim().Length)]);
}
