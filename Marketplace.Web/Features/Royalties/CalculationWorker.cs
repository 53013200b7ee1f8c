using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties;
using Marketplace.Core.Royalties.Periods;

namespace Marketplace.Web.Features.Royalties;

/// <summary>
/// Does the calculations that were asked for, one at a time. News of a request wakes it at once; it also looks by itself, so that
/// what a stopped server left behind is done.
/// </summary>
public sealed class CalculationWorker(IServiceScopeFactory scopes, LiveFeed feed, TimeProvider clock, ILogger<CalculationWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var news = new SemaphoreSlim(1); // The first look happens at the start.
        using var listening = feed.Listen(RoyaltyTopics.Finance, _ =>
        {
            if (news.CurrentCount == 0) news.Release();
            return Task.CompletedTask;
        });
        using var timer = clock.CreateTimer(_ => { if (news.CurrentCount == 0) news.Release(); }, null, Look, Look);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await news.WaitAsync(stoppingToken);
                while (await DoNext(stoppingToken))
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "A royalty calculation stopped");
            }
        }
    }

    private async Task<bool> DoNext(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CalculationQueue>().DoNext(ct);
    }
}
