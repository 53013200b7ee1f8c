using Marketplace.Core.Accounts;
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
        services.AddTransient<AccountDirectory>();
        services.AddSingleton<LibraryGate>();
        services.AddSingleton<TrackQueue>();
        services.AddTransient<IEventHandler<SplitProposed>, SplitMails>();
        services.AddTransient<IEventHandler<TrackSubmitted>, WakeTrackWorker>();
        services.AddTransient<CreateTrack>();
        services.AddTransient<EditTrack>();
        services.AddTransient<SetCover>();
        services.AddTransient<RetryTrack>();
        services.AddTransient<WithdrawTrack>();
        services.AddTransient<JoinRecording>();
        services.AddTransient<ProposeSplit>();
        services.AddTransient<AcceptSplit>();
        services.AddTransient<DeclineSplit>();
        services.AddTransient<ProcessTrack>();
        services.AddTransient<PlaceTrack>();
        services.AddTransient<TrackPipeline>();
        services.AddTransient<TrackQueries>();
        services.AddTransient<TrackDetailQueries>();
        services.AddTransient<SplitQueries>();
        return services;
    }
}
