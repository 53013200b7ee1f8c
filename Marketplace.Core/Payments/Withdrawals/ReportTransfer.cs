using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Somebody of finance reports what became of a transfer made by hand.</summary>
/// <remarks>
/// Money: in transit → bank with its fee, or in transit → available. Errors: finance.only, slice.unknown, withdrawal.own, slice.reference, reason,
/// amount, state. Raises <see cref="WithdrawalMoved"/>.
/// </remarks>
public sealed class ReportTransfer(Work work, PayoutFacts facts, TimeProvider clock)
{
    /// <param name="Transfer">Which.</param>
    /// <param name="IsDone">Whether the bank made it.</param>
    /// <param name="Reference">The bank's reference, when it was made.</param>
    /// <param name="Reason">Why not, when it was not.</param>
    /// <param name="Fee">What the bank charged the house, minor units.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(Guid Transfer, bool IsDone, string Reference, string Reason, long Fee, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (IsDone && Reference.Trim().Length is < 3 or > 100) yield return WithdrawalErrors.Reference;
            if (!IsDone && Reason.Trim().Length is < 5 or > 300) yield return WithdrawalErrors.Reason;
            if (Fee < 0 || Fee > Journal.Posting.LargestLine) yield return WithdrawalErrors.Amount;
        }
    }

    /// <summary>Reports.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return WithdrawalErrors.NotFinance;
        var transfer = await db.HandTransfers.SingleOrDefaultAsync(t => t.Id == command.Transfer, ct);
        if (transfer is null) return WithdrawalErrors.UnknownSlice;
        if (await db.Withdrawals.AnyAsync(w => w.UserId == actor.UserId && w.Slices.Any(s => s.Id == transfer.SliceId), ct)) return WithdrawalErrors.Own;
        if (transfer.Report(command.IsDone, actor.UserId, clock.GetUtcNow().UtcDateTime).Fails(out _, out var error)) return error;
        if (!command.IsDone) return await facts.Failed(db, transfer.SliceId, command.Reason.Trim(), ct);
        if (command.Fee > 0 && (await facts.Fee(db, transfer.SliceId, new Money(command.Fee, transfer.Asset), "bank", ct)).Fails(out _, out error)) return error;
        return await facts.Paid(db, transfer.SliceId, transfer.Amount, "whole", command.Reference.Trim(), ct);
    }, ct);
}

/// <summary>The bank sent a transfer back after it had been made; somebody of finance reports it.</summary>
/// <remarks>Money: bank → available. Errors: finance.only, slice.unknown, slice.not_by_hand, withdrawal.own, reason, state. Raises <see cref="PayoutReturned"/>.</remarks>
public sealed class ReportReturn(Work work, PayoutFacts facts)
{
    /// <param name="Slice">Which part.</param>
    /// <param name="Reason">What the bank says.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(SliceId Slice, string Reason, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Reason.Trim().Length is < 5 or > 300) yield return WithdrawalErrors.Reason;
        }
    }

    /// <summary>Reports.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return WithdrawalErrors.NotFinance;
        var withdrawal = await db.Withdrawals.Include(w => w.Slices).SingleOrDefaultAsync(w => w.Slices.Any(s => s.Id == command.Slice), ct);
        if (withdrawal is null) return WithdrawalErrors.UnknownSlice;
        if (withdrawal.UserId == actor.UserId) return WithdrawalErrors.Own;
        var part = withdrawal.Slices.Single(s => s.Id == command.Slice);
        if (part.Provider != HandRail.LineCode) return WithdrawalErrors.NotByHand;
        if (part.State != SliceState.Paid) return WithdrawalFlow.SliceSteps.Check(part.State, SliceState.Returned) ?? WithdrawalErrors.NotByHand;
        return await facts.Returned(db, part.Id, part.Amount, command.Reason.Trim(), "whole", ct);
    }, ct);
}
