using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Tracks;

namespace Marketplace.Web.Features.Radio.Artist;

/// <summary>Fills the index at start and then brings submitted tracks to the air, one at a time, beside the running site.</summary>
public sealed class TrackWorker(RecordingIndex index, TrackPipeline pipeline, TrackQueue queue, ILogger<TrackWorker> log) : BackgroundService
{
    // A wake-up can get lost with a node; a track then waits this long at most.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // Start-up does not wait for the library.
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await index.Load(stoppingToken);
                await pipeline.Run(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(failure, "Tracks could not be processed; the next look is in {Seconds} s.", LookAgain.TotalSeconds);
            }
            await queue.Wait(LookAgain, stoppingToken);
        }
    }
}
