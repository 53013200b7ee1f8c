using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>When a rail is asked next.</summary>
public static class RailTimers
{
    /// <summary>Kind of the timer that asks about an operation, or sends it if it was not sent yet.</summary>
    public const string Ask = "rail.ask";
    /// <summary>Kind of the timer that ends the wait for the rest of a payment.</summary>
    public const string TopUp = "payment.top_up";
    /// <summary>How long a sending may take before it counts as lost.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    /// <summary>How long the rest of a payment is awaited.</summary>
    public static readonly TimeSpan TopUpPatience = TimeSpan.FromHours(24);
    /// <summary>An operation that is unclear for so long is shown to the finance desk.</summary>
    public static readonly TimeSpan UntilAttention = TimeSpan.FromHours(24);

    /// <summary>Sets the one waiting timer of this kind and subject; also from within a timer that is just firing.</summary>
    public static async Task Set(MarketplaceDb db, string kind, Guid subject, DateTime dueAt, CancellationToken ct)
    {
        await Clear(db, kind, subject, ct);
        db.Timers.Add(new DueTimer { Kind = kind, Subject = subject, DueAt = dueAt });
    }

    // The row that is firing is removed too: the book of timers then leaves it alone, and the new row stands.
    internal static async Task Clear(MarketplaceDb db, string kind, Guid subject, CancellationToken ct)
    {
        var waiting = await db.Timers.Where(t => t.Kind == kind && t.Subject == subject && t.FiredAt == null).ToListAsync(ct);
        db.Timers.RemoveRange(waiting);
        foreach (var added in db.Timers.Local.Where(t => t.Kind == kind && t.Subject == subject && db.Entry(t).State == EntityState.Added).ToList())
            db.Timers.Remove(added);
    }

    /// <summary>The next ask of an operation that is not final, UTC.</summary>
    public static DateTime Next(RailOperation operation, RailCapabilities rail, DateTime now)
    {
        var schedule = operation.State == OperationState.Pending ? rail.PollSchedule : RailCapabilities.StandardPolls;
        var wait = operation.Asks < schedule.Count ? schedule[operation.Asks]
            : operation.State == OperationState.Pending ? schedule[^1] : TimeSpan.FromDays(1);
        // Up to a tenth later, so that a thousand operations of one moment do not ask in one moment.
        var spread = TimeSpan.FromTicks(wait.Ticks / 10 * operation.Id.Value.ToByteArray()[15] / 255);
        var due = now + wait + spread;
        return operation.Kind == OperationKind.Collect && now < operation.ExpiresAt && due > operation.ExpiresAt ? operation.ExpiresAt : due;
    }
}

/// <summary>Asks when it is time.</summary>
public sealed class AskTimer(AskRail ask) : ITimerHandler
{
    /// <inheritdoc/>
    public string Kind => RailTimers.Ask;

    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return ask.Run(new OperationId(timer.Subject), ct);
    }
}

/// <summary>Ends the wait for the rest of a payment.</summary>
public sealed class TopUpTimer(AskRail ask, IDbContextFactory<MarketplaceDb> contexts) : ITimerHandler
{
    /// <inheritdoc/>
    public string Kind => RailTimers.TopUp;

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(timer);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var attempt = await db.PaymentAttempts.AsNoTracking().SingleAsync(a => a.Id == new AttemptId(timer.Subject), ct);
        if (attempt.State == AttemptState.AwaitingTopUp) await ask.Run(attempt.CollectId, ct, isOver: true);
    }
}
