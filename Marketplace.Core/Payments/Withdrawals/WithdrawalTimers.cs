using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>The timers of withdrawals.</summary>
public static class WithdrawalTimers
{
    /// <summary>A part's day has come.</summary>
    public const string Send = "payout.send";
    /// <summary>Finance promised to have decided by now.</summary>
    public const string Overdue = "payout.overdue";
}

/// <summary>Sends parts when their time has come.</summary>
public sealed class SendTimer(SendSlice send) : ITimerHandler
{
    /// <inheritdoc/>
    public string Kind => WithdrawalTimers.Send;

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if ((await send.Run(new SliceId(timer.Subject), ct)).Fails(out _, out var error))
            throw new InvalidOperationException($"Part {timer.Subject} was not sent: {error.Code}");
    }
}

/// <summary>Tells finance about withdrawals that nobody decided in time.</summary>
public sealed class OverdueTimer(Work work, TimeProvider clock) : ITimerHandler
{
    private sealed record Command(WithdrawalId Withdrawal, Guid Key) : ICommand;

    /// <inheritdoc/>
    public string Kind => WithdrawalTimers.Overdue;

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(timer);
        await work.Run<Done>(new Command(new(timer.Subject), timer.Id), Actor.System("payouts"), async db =>
        {
            var withdrawal = await db.Withdrawals.AsNoTracking().SingleAsync(w => w.Id == new WithdrawalId(timer.Subject), ct);
            if (withdrawal.State != WithdrawalState.Requested) return new Done();
            var now = clock.GetUtcNow().UtcDateTime;
            db.Tell(new WithdrawalOverdue(withdrawal.Id, withdrawal.Amount), now);
            db.Timers.Add(new DueTimer { Kind = WithdrawalTimers.Overdue, Subject = timer.Subject, DueAt = now.AddDays(1) }); // Every day again.
            return new Done();
        }, ct);
    }
}
