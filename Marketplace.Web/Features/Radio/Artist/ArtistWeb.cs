using Marketplace.Web.Features.Media;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Radio.Artist;

/// <summary>The artist's pages of Radio.</summary>
public static class ArtistWeb
{
    /// <summary>Adds the artist's files, worker, and places.</summary>
    public static IServiceCollection AddArtistWeb(this IServiceCollection services)
    {
        services.AddTransient<IMediaSource, TrackSound>();
        services.AddTransient<IMediaSource, TrackCover>();
        services.AddHostedService<TrackWorker>();
        services.AddTransient<INeeds, SplitNeeds>();
        return services.AddNavigation(
            new NavEntry("/artist/tracks", "Tracks", "music", Groups.Artist, Policies.Artist) { IsTab = true },
            new NavEntry("/artist/tracks/new", "Upload a track", "upload", Groups.Artist, Policies.Artist) { IsHidden = true },
            new NavEntry("/splits", "Split sheets to sign", "split", Groups.Account, Policies.NotStaff));
    }
}
