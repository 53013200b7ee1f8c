using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Kernel;

/// <summary>Hands every timer that fell due to its handler. One that fails waits longer and longer and never stops the rest.</summary>
public sealed class FireDueTimers(
    IDbContextFactory<MarketplaceDb> contexts, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FireDueTimers> log)
{
    /// <summary>Fires what is due now.</summary>
    /// <param name="limit">At most so many timers.</param>
    /// <param name="ct">Stops between timers.</param>
    /// <returns>How many fired.</returns>
    public async Task<int> Run(int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var due = await db.Timers
            .Where(t => t.FiredAt == null && t.DueAt <= now && (t.RetryAt == null || t.RetryAt <= now))
            .OrderBy(t => t.DueAt).Take(limit).ToListAsync(ct);
        var fired = 0;
        foreach (var timer in due)
        {
            timer.Attempts++;
            if (await Fire(timer, ct) is { } failure)
            {
                timer.LastError = Backoff.Short(failure.Message);
                timer.RetryAt = clock.GetUtcNow().UtcDateTime + Backoff.After(timer.Attempts);
                log.LogError(failure, "Timer {Kind} {TimerId} failed at try {Attempt}", timer.Kind, timer.Id, timer.Attempts);
            }
            else
            {
                timer.FiredAt = clock.GetUtcNow().UtcDateTime;
                timer.LastError = null;
                fired++;
            }
            await Save(db, timer, ct);
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

    // The handler may itself have moved or cancelled the timer; then its word stands.
    private static async Task Save(MarketplaceDb db, DueTimer timer, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.Entry(timer).State = EntityState.Detached;
        }
    }
}
