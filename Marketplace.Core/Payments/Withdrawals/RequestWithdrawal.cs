using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Somebody asks for their money: it is reserved at once, and finance decides within two working days.</summary>
/// <remarks>
/// Money: available → hold, exactly the amount. Errors: wallet.sign_in, method.unknown, amount, withdrawal.minimum, withdrawal.asset,
/// payouts.frozen, method.not_proved, method.new, kyc.needed, withdrawal.open, withdrawal.month, withdrawal.rail, withdrawal.wallet, wallet.short.
/// Raises <see cref="WithdrawalMoved"/>.
/// </remarks>
public sealed class RequestWithdrawal(Work work, WithdrawalBooks books, PayoutChecks checks, PayoutRules rules, TimeProvider clock)
{
    /// <summary>Working days until finance has decided.</summary>
    public const int PromisedDays = 2;

    /// <param name="Method">Where to.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(PayoutMethodId Method, Money Amount, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (!Amount.IsPositive || Amount.Minor > Journal.Posting.LargestLine) yield return WithdrawalErrors.Amount;
        }
    }

    /// <summary>Asks.</summary>
    public Task<Result<WithdrawalId>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<WithdrawalId>(command, actor, async db =>
        {
            if (MoneyErrors.Refusal(actor, WithdrawalErrors.SignIn) is { } refusal) return refusal;
            var method = await db.PayoutMethods.SingleOrDefaultAsync(
                m => m.Id == command.Method && m.UserId == actor.UserId && m.State != MethodState.Removed, ct);
            if (method is null) return WithdrawalErrors.UnknownMethod;
            var now = clock.GetUtcNow().UtcDateTime;
            var account = await PayoutAccount.Of(db, actor.UserId, ct);
            account.Count();
            if (await checks.MayAsk(db, account, method, command.Amount, now, ct) is { } no) return no;

            var withdrawal = new Withdrawal(method, command.Amount, rules.NeedsSecond(command.Amount), now, HouseDays.WorkingDaysAfter(now, PromisedDays));
            db.Withdrawals.Add(withdrawal);
            if ((await books.Hold(db, withdrawal, ct)).Fails(out _, out var error)) return error;
            if (await checks.IsTrusted(db, method, command.Amount, ct))
            {
                withdrawal.ApproveByRule(now);
                if ((await SendQueue.Add(db, withdrawal, method, now, ct)).Fails(out _, out error)) return error;
            }
            else await Timers.Set(db, WithdrawalTimers.Overdue, withdrawal.Id.Value, withdrawal.DueAt, ct);
            return withdrawal.Id;
        }, ct);
}

/// <summary>Puts an approved withdrawal into the queue, part by part.</summary>
internal static class SendQueue
{
    public static async Task<Result<Done>> Add(MarketplaceDb db, Withdrawal withdrawal, PayoutMethod method, DateTime now, CancellationToken ct)
    {
        method.Planned();
        if (await PayoutChecks.Plan(db, method, withdrawal.Amount, now, ct) is not { } plan) return WithdrawalErrors.AboveWallet(PayoutCutting.MostDays);
        withdrawal.Cut(plan, day => HouseDays.SendAt(day, now));
        foreach (var slice in withdrawal.Slices)
        {
            db.WithdrawalSlices.Add(slice); // Its key is set already, so the context must be told that it is new.
            await Timers.Set(db, WithdrawalTimers.Send, slice.Id.Value, slice.SendAt, ct);
        }
        await Timers.Cancel(db, WithdrawalTimers.Overdue, withdrawal.Id.Value, ct);
        return new Done();
    }
}
