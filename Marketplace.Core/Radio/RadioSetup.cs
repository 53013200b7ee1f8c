using Marketplace.Core.Radio.Desk;
using Marketplace.Core.Radio.Showcase;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Radio.UnknownMusic;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Radio;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class RadioSetup
{
    /// <summary>Adds this feature.</summary>
    public static IServiceCollection AddRadio(this IServiceCollection services)
    {
        services.AddTracks();
        services.AddAirplay();
        services.AddUnknownMusic();
        services.AddDesk();
        services.AddShowcase();
        return services;
    }
}
