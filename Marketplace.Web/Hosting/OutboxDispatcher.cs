using Marketplace.Core.Kernel;

namespace Marketplace.Web.Hosting;

/// <summary>Tells events as soon as they are committed here, and looks every half second for those that another node left.</summary>
public sealed class OutboxDispatcher(IServiceScopeFactory scopes, OutboxSignal signal, ILogger<OutboxDispatcher> log) : BackgroundService
{
    private const int Batch = 50;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Once(dispatch => dispatch.TakeBack(stoppingToken), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await Once(dispatch => dispatch.Run(Batch, stoppingToken), stoppingToken) == Batch) continue;
            await signal.Wait(Poll, stoppingToken);
        }
    }

    private async Task<int> Once(Func<OutboxDispatch, Task<int>> step, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await step(scope.ServiceProvider.GetRequiredService<OutboxDispatch>());
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // The database is away or busy. The service must outlive that, or no event would ever be told again.
            log.LogError(failure, "Events could not be taken; trying again");
            return 0;
        }
    }
}

/// <summary>Hears the news of the other nodes.</summary>
public sealed class LiveBridgeListener(ILiveBridge bridge) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => bridge.Listen(stoppingToken);
}
