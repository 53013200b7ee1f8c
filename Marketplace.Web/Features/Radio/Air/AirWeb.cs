using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Streams;
using Marketplace.Web.Hosting;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Radio.Air;

/// <summary>Pages and endpoints of stations, listening and plays.</summary>
public static class AirWeb
{
    /// <summary>
    /// Adds pages, listener and limits. Settings: <c>Radio:AllowPrivateStreams</c> (local demos only), <c>Radio:MostCaptures</c>,
    /// <c>Radio:Node</c>, <c>Radio:Listen</c> (false on nodes that only serve pages).
    /// </summary>
    public static IServiceCollection AddAirWeb(this IServiceCollection services, IConfiguration configuration)
    {
        var radio = configuration.GetSection("Radio");
        services.AddSingleton(new StreamLimits { AllowPrivateStreams = radio.GetValue("AllowPrivateStreams", false) });
        var listening = new ListeningOptions();
        services.AddSingleton(listening with
        {
            Node = radio["Node"] ?? listening.Node, MostCaptures = radio.GetValue("MostCaptures", listening.MostCaptures),
        });
        if (radio.GetValue("Listen", true))
        {
            services.AddHostedService<StationListenerService>();
            services.AddHostedService<MergeCatchUpService>();
        }
        services.AddTransient<IOnAirSource, OnAirSource>();
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
