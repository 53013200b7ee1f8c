using Marketplace.Web.Features.Radio.Air;
using Marketplace.Web.Features.Radio.Artist;
using Marketplace.Web.Features.Radio.Desk;
using Marketplace.Web.Features.Radio.Showcase;

namespace Marketplace.Web.Features.Radio;

/// <summary>The doors of this feature.</summary>
public static class RadioWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddRadioWeb(this IServiceCollection services, IConfiguration configuration)
    {
        // In the order of the menu: home comes first.
        services.AddAirWeb(configuration);
        services.AddArtistWeb();
        services.AddDeskWeb();
        return services.AddShowcaseWeb();
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapRadio(this IEndpointRouteBuilder routes)
    {
        return routes.MapAir();
    }
}
