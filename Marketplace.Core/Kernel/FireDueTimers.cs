using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Kernel;

/// <summary>Hands every timer that fell due to its handler. One that fails waits longer and longer and never stops the rest.</summary>
public sealed class FireDueTimers(
    IDbContextFactory<MarketplaceDb> contexts, CommitGroup group, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FireDueTimers> log)
{
    /// <summary>Fires what is due now.</summary>
    /// <param name="limit">At most so many timers.</param>
    /// <param name="ct">Stops between timers.</param>
    /// <returns>How many fired.</returns>
    public async Task<int> Run(int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<DueTimer> due;
        await using (var db = await contexts.CreateDbContextAsync(ct))
            due = await db.Timers.AsNoTracking()
                .Where(t => t.FiredAt == null && t.DueAt <= now && (t.RetryAt == null || t.RetryAt <= now))
                .OrderBy(t => t.DueAt).Take(limit).ToListAsync(ct);
        var fired = 0;
        foreach (var timer in due)
        {
            ct.ThrowIfCancellationRequested();
            timer.Attempts++;
            var failure = await Fire(timer, ct);
            if (failure is null) fired++;
            await Note(timer, failure);
        }
        return fired;
    }

    private async Task<Exception?> Fire(DueTimer timer, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var handler = scope.ServiceProvider.GetServices<ITimerHandler>().SingleOrDefault(h => h.Kind == timer.Kind)
                ?? throw new InvalidOperationException($"No handler for timers of kind {timer.Kind}.");
            await handler.Fire(timer, ct);
            return null;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            return failure;
        }
    }

    // At once, so that the next handler can tell a timer that waits from one that has fired; also when the process is told to stop. A
    // handler may have removed its timer: then there is nothing to note.
    private async Task Note(DueTimer timer, Exception? failure)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        DateTime? firedAt = failure is null ? now : null;
        var retryAt = failure is null ? timer.RetryAt : now + Backoff.After(timer.Attempts);
        var why = failure is null ? null : Backoff.Short(failure.Message);
        if (failure is not null) log.LogError(failure, "Timer {Kind} {TimerId} failed at try {Attempt}", timer.Kind, timer.Id, timer.Attempts);
        await group.Run(async db => (await db.Timers.Where(t => t.Id == timer.Id).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Attempts, timer.Attempts).SetProperty(t => t.FiredAt, firedAt)
            .SetProperty(t => t.RetryAt, retryAt).SetProperty(t => t.LastError, why), CancellationToken.None), true), CancellationToken.None);
    }
}
