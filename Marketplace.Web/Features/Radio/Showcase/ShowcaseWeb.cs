using Marketplace.Core.Radio.Showcase;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Radio.Showcase;

/// <summary>Public pages of artists and stations.</summary>
public static class ShowcaseWeb
{
    /// <summary>Adds the pages to navigation and sitemap.</summary>
    public static IServiceCollection AddShowcaseWeb(this IServiceCollection services)
    {
        services.AddTransient<ISitemapSource, ShowcaseSitemap>();
        return services.AddNavigation(
            new NavEntry("/artists", "All artists", "music", Groups.About),
            new NavEntry("/stations", "All stations", "radio", Groups.About));
    }
}

/// <summary>Every artist and station that has a public page.</summary>
public sealed class ShowcaseSitemap(ArtistShowcase artists, StationShowcase stations) : ISitemapSource
{
    private const int Most = 20_000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Paths(CancellationToken ct) =>
    [
        .. (await artists.Slugs(Most, ct)).Select(slug => PublicPaths.Artist(slug)!),
        .. (await stations.Slugs(Most, ct)).Select(PublicPaths.Station),
    ];
}
