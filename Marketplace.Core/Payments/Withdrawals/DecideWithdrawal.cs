using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Somebody of finance agrees with a withdrawal; above a limit a second person has to.</summary>
/// <remarks>
/// Money: none. Errors: finance.only, withdrawal.unknown, withdrawal.own, withdrawal.same_person, withdrawal.batch, withdrawal.suspended,
/// kyc.needed, method.not_proved, withdrawal.wallet, payouts.halted, state. Raises <see cref="WithdrawalMoved"/>.
/// </remarks>
public sealed class ApproveWithdrawal(Work work, PayoutChecks checks, TimeProvider clock)
{
    /// <param name="Withdrawal">Which.</param>
    /// <param name="Amount">The amount that was looked at.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(WithdrawalId Withdrawal, Money Amount, Guid Key) : ICommand;

    /// <summary>Approves.</summary>
    /// <returns>Whether it is approved now; false when it waits for a second person.</returns>
    public Task<Result<bool>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<bool>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return WithdrawalErrors.NotFinance;
        if (await PayoutBrake.IsOn(db, ct)) return LedgerErrors.Braked;
        var withdrawal = await db.Withdrawals.Include(w => w.Slices).SingleOrDefaultAsync(w => w.Id == command.Withdrawal, ct);
        if (withdrawal is null || withdrawal.Amount != command.Amount) return WithdrawalErrors.Unknown;
        if (withdrawal.BatchId is not null && withdrawal.State == WithdrawalState.Requested) return WithdrawalErrors.InBatch;
        return await Approving.Approve(db, checks, withdrawal, actor.UserId, clock.GetUtcNow().UtcDateTime, ct);
    }, ct);
}

/// <summary>Somebody of finance says no; the money is available again.</summary>
/// <remarks>Money: hold → available. Errors: finance.only, withdrawal.unknown, withdrawal.own, reason, state. Raises <see cref="WithdrawalMoved"/>.</remarks>
public sealed class RejectWithdrawal(Work work, WithdrawalBooks books, TimeProvider clock)
{
    /// <param name="Withdrawal">Which.</param>
    /// <param name="Reason">Why; the payee reads it.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(WithdrawalId Withdrawal, string Reason, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Reason.Trim().Length is < 5 or > 300) yield return WithdrawalErrors.Reason;
        }
    }

    /// <summary>Rejects.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return WithdrawalErrors.NotFinance;
        var withdrawal = await db.Withdrawals.SingleOrDefaultAsync(w => w.Id == command.Withdrawal, ct);
        if (withdrawal is null) return WithdrawalErrors.Unknown;
        if (withdrawal.Reject(actor.UserId, command.Reason.Trim(), clock.GetUtcNow().UtcDateTime).Fails(out _, out var error)) return error;
        withdrawal.LeaveBatch();
        await Timers.Cancel(db, WithdrawalTimers.Overdue, withdrawal.Id.Value, ct);
        return await books.GiveBack(db, withdrawal, withdrawal.Amount, null, ct);
    }, ct);
}

/// <summary>The payee takes a withdrawal back before anybody has approved it.</summary>
/// <remarks>Money: hold → available. Errors: withdrawal.unknown (also for somebody else's), state. Raises <see cref="WithdrawalMoved"/>.</remarks>
public sealed class CancelWithdrawal(Work work, WithdrawalBooks books, TimeProvider clock)
{
    /// <param name="Withdrawal">Which.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(WithdrawalId Withdrawal, Guid Key) : ICommand;

    /// <summary>Cancels.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        var withdrawal = await db.Withdrawals.SingleOrDefaultAsync(w => w.Id == command.Withdrawal && w.UserId == actor.UserId, ct);
        if (withdrawal is null || !actor.IsPerson) return WithdrawalErrors.Unknown;
        if (withdrawal.Cancel(clock.GetUtcNow().UtcDateTime).Fails(out _, out var error)) return error;
        withdrawal.LeaveBatch();
        await Timers.Cancel(db, WithdrawalTimers.Overdue, withdrawal.Id.Value, ct);
        return await books.GiveBack(db, withdrawal, withdrawal.Amount, null, ct);
    }, ct);
}

/// <summary>One approval, single or in a batch.</summary>
internal static class Approving
{
    public static async Task<Result<bool>> Approve(
        MarketplaceDb db, PayoutChecks checks, Withdrawal withdrawal, UserId by, DateTime now, CancellationToken ct)
    {
        if (withdrawal.State == WithdrawalState.Requested && await checks.MayStillBePaid(db, withdrawal, now, ct) is { } no) return no;
        if (withdrawal.Approve(by, now).Fails(out var isApproved, out var error)) return error;
        if (!isApproved) return false;
        var method = await db.PayoutMethods.SingleAsync(m => m.Id == withdrawal.MethodId, ct);
        return (await SendQueue.Add(db, withdrawal, method, now, ct)).Then(_ => true);
    }
}
