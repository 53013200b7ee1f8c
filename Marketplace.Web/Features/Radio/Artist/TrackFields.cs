using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Tracks;

namespace Marketplace.Web.Features.Radio.Artist;

/// <summary>What an artist types about a track.</summary>
public sealed class TrackFields
{
    /// <summary>Title.</summary>
    public string? Title { get; set; }
    /// <summary>For example "radio edit".</summary>
    public string? VersionTitle { get; set; }
    /// <summary>Genre.</summary>
    public string? Genre { get; set; }
    /// <summary>As typed.</summary>
    public string? Isrc { get; set; }
    /// <summary>Language of the lyrics.</summary>
    public string? Language { get; set; }

    /// <summary>The first problem of each field, by its name.</summary>
    public IReadOnlyDictionary<string, Error> Problems()
    {
        var problems = TrackRules.Problems(Title ?? "", VersionTitle ?? "", Genre ?? "", Isrc).ToList();
        if (string.IsNullOrWhiteSpace(Title)) problems.Insert(0, TrackErrors.NoTitle);
        return problems.Where(p => p.Field is not null).DistinctBy(p => p.Field).ToDictionary(p => p.Field!);
    }
}
