using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Streams;
using Marketplace.Core.Radio.UnknownMusic;
using Marketplace.Web.Demo;
using Marketplace.Web.Hosting;
using Marketplace.Web.Hosting.Chores;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Radio.Air;

/// <summary>Pages and endpoints of stations, listening and plays.</summary>
public static class AirWeb
{
    /// <summary>Adds pages, listener and limits; see <see cref="RadioSettings"/>.</summary>
    public static IServiceCollection AddAirWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<RadioSettings>();
        var radio = configuration.ReadSettings<RadioSettings>();
        services.AddSingleton(new StreamLimits { AllowPrivateStreams = radio.AllowPrivateStreams || configuration.IsDemo() });
        var listening = new ListeningOptions
        {
            MostCaptures = radio.MostCaptures,
            Lease = TimeSpan.FromSeconds(radio.LeaseSeconds), Round = TimeSpan.FromSeconds(radio.LeaseSeconds / 3.0),
        };
        services.AddSingleton(radio.Node.Length > 0 ? listening with { Node = radio.Node } : listening);
        services.AddSingleton(new UnknownMusicOptions { MostPieces = radio.UnknownPieces });
        if (radio.Listen)
        {
            services.AddHostedService<StationListenerService>();
            services.AddHostedService<MergeCatchUpService>();
        }
        services.AddTransient<IOnAirSource, OnAirSource>();
        services.AddChore<SweepEvidenceChore>("sweep-evidence", TimeSpan.FromHours(6), alarmAfter: TimeSpan.FromDays(1));
        services.AddChore<PlaceUnknownChore>("place-unknown-music", TimeSpan.FromMinutes(1), alarmAfter: TimeSpan.FromMinutes(30));
        services.AddChore<SweepUnknownChore>("sweep-unknown-music", TimeSpan.FromHours(6), alarmAfter: TimeSpan.FromDays(1));
        return services.AddNavigation(
            new NavEntry("/artist", "Home", "home", Groups.Artist, Policies.Artist) { IsTab = true },
            new NavEntry("/artist/plays", "Airplay", "radio", Groups.Artist, Policies.Artist) { IsTab = true },
            new NavEntry("/station", "Home", "home", Groups.Station, Policies.Station) { IsTab = true },
            new NavEntry("/station/plays", "Play log", "list", Groups.Station, Policies.Station) { IsTab = true },
            new NavEntry("/station/streams", "Streams", "link", Groups.Station, Policies.Station) { IsTab = true },
            new NavEntry("/admin/stations", "Stations", "radio", Groups.House, Policies.Staff),
            new NavEntry("/admin/captures", "Captures", "ear", Groups.House, Policies.Staff),
            new NavEntry("/on-air", "On air now", "pulse", Groups.About));
    }

    /// <summary>Maps the proof's sounds.</summary>
    public static IEndpointRouteBuilder MapAir(this IEndpointRouteBuilder routes) => routes.MapEvidence();
}
