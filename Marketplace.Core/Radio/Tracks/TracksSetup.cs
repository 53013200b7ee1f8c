using Marketplace.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Registers the artist's side of Radio.</summary>
public static class TracksSetup
{
    /// <summary>Adds tracks, split sheets and the index of recordings.</summary>
    public static IServiceCollection AddTracks(this IServiceCollection services)
    {
        services.AddSingleton<RecordingIndex>();
        services.AddTransient<IEventHandler<TrackListening>, IndexHandlers>();
        services.AddTransient<IEventHandler<TrackWithdrawn>, IndexHandlers>();
        services.AddTransient<TrackQueries>();
        return services;
    }
}
