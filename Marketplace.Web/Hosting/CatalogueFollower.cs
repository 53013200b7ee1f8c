using Marketplace.Core.Radio;

namespace Marketplace.Web.Hosting;

/// <summary>Keeps this node's catalogue in step with tracks that another node placed or took back: an event is told to one node only.</summary>
internal sealed class CatalogueFollower(RecordingIndex catalogue, TimeProvider clock, ILogger<CatalogueFollower> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Every, clock);
        try
        {
            while (await beat.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    if (await catalogue.Follow(stoppingToken) is var changed and > 0) log.LogInformation("{Count} recordings follow another node", changed);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    log.LogWarning(failure, "The catalogue could not be compared; it is tried again");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }
}
