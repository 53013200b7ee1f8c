using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Core.Radio;

/// <summary>Registers stations, listening and plays.</summary>
public static class AirplaySetup
{
    /// <summary>Adds stations, listening and plays. Register <see cref="StreamLimits"/> and <see cref="ListeningOptions"/> to change their numbers.</summary>
    public static IServiceCollection AddAirplay(this IServiceCollection services)
    {
        services.TryAddSingleton(new StreamLimits());
        services.TryAddSingleton(new ListeningOptions());
        services.TryAddSingleton<INetwork, Network>();
        services.AddSingleton<StreamAddressGuard>();
        services.AddSingleton<StreamFetcher>();
        services.AddSingleton<ListeningGates>();
        services.AddSingleton<ListeningPost>();
        services.AddTransient<StreamOpener>();
        services.AddTransient<StreamEar>();
        services.AddTransient<WindowAnalysis>();
        services.AddTransient<WindowRecorder>();
        services.AddTransient<ListenToStation>();
        services.AddTransient<StationLeases>();
        services.AddTransient<TestStream>();

        services.AddTransient<RegisterStation>();
        services.AddTransient<AddStreamUrl>();
        services.AddTransient<RemoveStreamUrl>();
        services.AddTransient<ReorderStreamUrls>();
        services.AddTransient<SetSamplingPlan>();
        services.AddTransient<EnableStation>();
        services.AddTransient<DisableStation>();
        services.AddTransient<SetStationTier>();

        services.AddTransient<MergeStationDay>();
        services.AddTransient<MergeCatchUp>();
        services.AddTransient<EvidenceBroom>();
        services.AddTransient<AdjudicatePlay>();
        services.AddTransient<PlayParties>();
        services.AddTransient<PlayQueries>();
        services.AddTransient<CoverageQueries>();
        services.AddTransient<ArtistAirplay>();
        services.AddTransient<StationAirplay>();
        services.AddTransient<OnAirNow>();
        services.AddTransient<PlayProof>();
        return services;
    }
}
