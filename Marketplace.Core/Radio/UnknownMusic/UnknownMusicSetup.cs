using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Tracks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>Registers what remembers unknown music.</summary>
public static class UnknownMusicSetup
{
    /// <summary>Adds it. Register <see cref="UnknownMusicOptions"/> before to change its numbers.</summary>
    public static IServiceCollection AddUnknownMusic(this IServiceCollection services)
    {
        services.TryAddSingleton(new UnknownMusicOptions());
        services.AddSingleton<UnknownIndex>();
        services.AddTransient<UnknownJoiner>();
        services.AddTransient<PlaceUnknown>();
        services.AddTransient<UnknownBroom>();
        services.AddTransient<UnknownQueries>();
        services.AddTransient<IEventHandler<TrackListening>, LinkUnknown>();
        return services;
    }
}
