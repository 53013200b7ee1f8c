using Marketplace.Core.Radio.Plays;

namespace Marketplace.Web.Hosting;

/// <summary>Merges again what a stopped node may have left unmerged. Plays are merged as windows come; this is the net below.</summary>
public sealed class MergeCatchUpService(MergeCatchUp merge, TimeProvider clock, ILogger<MergeCatchUpService> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Between, clock);
        do
        {
            try
            {
                var changed = await merge.Run(stoppingToken);
                if (changed > 0) log.LogInformation("Merged {Plays} plays that were left over.", changed);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Merging again failed; it is tried again in ten minutes.");
            }
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }
}
