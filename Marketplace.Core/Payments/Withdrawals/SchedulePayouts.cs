using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Somebody wants to be paid out by itself: every week, every month, or whenever enough is there. A second one takes the place of the first.</summary>
/// <remarks>Money: none now. Errors: wallet.sign_in, money.staff, method.unknown, withdrawal.minimum, withdrawal.asset.</remarks>
public sealed class SetPayoutSchedule(Work work, PayoutRules rules, TimeProvider clock)
{
    /// <param name="Method">Where to; its currency is the one that is withdrawn.</param>
    /// <param name="Kind">When.</param>
    /// <param name="Least">Nothing is withdrawn while less is available.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(PayoutMethodId Method, ScheduleKind Kind, Money Least, Guid Key) : ICommand;

    /// <summary>Sets it.</summary>
    public Task<Result<PayoutScheduleId>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<PayoutScheduleId>(command, actor, async db =>
        {
            if (MoneyErrors.Refusal(actor, WithdrawalErrors.SignIn) is { } refusal) return refusal;
            var method = await db.PayoutMethods.AsNoTracking().SingleOrDefaultAsync(
                m => m.Id == command.Method && m.UserId == actor.UserId && m.State != MethodState.Removed, ct);
            if (method is null) return WithdrawalErrors.UnknownMethod;
            if (command.Least.Asset != method.Asset || rules.Minimum(method.Asset) is not { } minimum) return WithdrawalErrors.OtherAsset;
            if (command.Least < minimum) return WithdrawalErrors.BelowMinimum(minimum);
            var schedule = await db.PayoutSchedules.SingleOrDefaultAsync(s => s.UserId == actor.UserId && s.Asset == method.Asset, ct);
            if (schedule is null) db.PayoutSchedules.Add(schedule = new PayoutSchedule(actor.UserId, method.Asset));
            schedule.Set(method.Id, command.Kind, command.Least, clock.GetUtcNow().UtcDateTime);
            await Timers.Set(db, ScheduleTimer.Name, schedule.Id.Value, schedule.NextAt!.Value, ct);
            return schedule.Id;
        }, ct);
}

/// <summary>Somebody asks each time again.</summary>
/// <remarks>Errors: schedule.unknown.</remarks>
public sealed class StopPayoutSchedule(Work work)
{
    /// <param name="Schedule">Which.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(PayoutScheduleId Schedule, Guid Key) : ICommand;

    /// <summary>Stops it.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        var schedule = await db.PayoutSchedules.SingleOrDefaultAsync(s => s.Id == command.Schedule && s.UserId == actor.UserId, ct);
        if (schedule is null || !actor.IsPerson) return WithdrawalErrors.UnknownSchedule;
        schedule.Stop();
        await Timers.Cancel(db, ScheduleTimer.Name, schedule.Id.Value, ct);
        return new Done();
    }, ct);
}

/// <summary>
/// The morning of a schedule: everything that is available is asked for, through the same door as by hand, so that every rule of withdrawals
/// holds. What stands in the way is written down, and the next morning is set.
/// </summary>
public sealed class ScheduleTimer(
    Work work, RequestWithdrawal request, AccountDirectory accounts, IDbContextFactory<MarketplaceDb> contexts, Ledger ledger, TimeProvider clock) : ITimerHandler
{
    /// <summary>The kind of timer.</summary>
    public const string Name = "payout.schedule";

    private sealed record Command(PayoutScheduleId Schedule, WithdrawalId? Withdrawal, string Problem, Guid Key) : ICommand;

    /// <inheritdoc/>
    public string Kind => Name;

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var id = new PayoutScheduleId(timer.Subject);
        var (withdrawal, problem) = await Ask(id, timer.Id, ct);
        var noted = await work.Run<Done>(new Command(id, withdrawal, problem, Guid.Empty), Actor.System("payouts"), async db =>
        {
            var schedule = await db.PayoutSchedules.SingleAsync(s => s.Id == id, ct);
            if (schedule.NextAt is null) return new Done(); // Stopped meanwhile.
            schedule.Looked(withdrawal, problem, clock.GetUtcNow().UtcDateTime);
            // This timer itself still waits until it is marked; one that fires again after a crash finds the one it set before.
            var next = await db.Timers.FirstOrDefaultAsync(t => t.Kind == Name && t.Subject == timer.Subject && t.FiredAt == null && t.Id != timer.Id, ct);
            if (next is null) db.Timers.Add(next = new DueTimer { Kind = Name, Subject = timer.Subject, DueAt = schedule.NextAt!.Value });
            next.DueAt = schedule.NextAt!.Value;
            return new Done();
        }, ct);
        if (noted.Fails(out _, out var error)) throw new InvalidOperationException($"Schedule {id}: {error.Code}");
    }

    private async Task<(WithdrawalId? Withdrawal, string Problem)> Ask(PayoutScheduleId id, Guid key, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var schedule = await db.PayoutSchedules.AsNoTracking().SingleAsync(s => s.Id == id, ct);
        if (schedule.NextAt is null) return (null, "");
        var available = -await ledger.Balance(db, AccountPath.Available(schedule.UserId), schedule.Asset, ct);
        if (available < schedule.Least) return (null, "");
        if (await accounts.Addressee(db, schedule.UserId, ct) is not { IsSuspended: false } owner) return (null, WithdrawalErrors.Suspended.Code);
        // With the roles of this morning: somebody may have come to work for the house since it was set.
        var actor = new Actor(schedule.UserId, owner.Name) { StaffRoles = await accounts.StaffRolesOf(db, schedule.UserId, ct) };
        var asked = await request.Run(new(schedule.MethodId, available, key), actor, ct);
        // A timer that fires again after a crash finds its first answer, or another balance under its key: asked for already in both cases.
        return asked.Error switch { null => (asked.Value, ""), { Code: "key.reused" } => (null, ""), var error => (null, error.Code) };
    }
}

/// <summary>Reads schedules, each for its owner.</summary>
public sealed class ScheduleQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>The actor's own that are not stopped.</summary>
    public async Task<IReadOnlyList<PayoutSchedule>> Mine(Actor actor, CancellationToken ct)
    {
        if (!actor.IsPerson) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var mine = await db.PayoutSchedules.AsNoTracking().Where(s => s.UserId == actor.UserId && s.NextAt != null).ToListAsync(ct);
        return [.. mine.OrderBy(s => s.Asset.Code, StringComparer.Ordinal)];
    }
}
