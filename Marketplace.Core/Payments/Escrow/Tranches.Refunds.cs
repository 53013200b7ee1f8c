using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Escrow;

public sealed partial class Tranches
{
    /// <summary>A refund is about to be handed to its rail: hold → in transit. Errors: <c>refund.unknown</c>, <c>state</c>, <c>refund.chargeback</c>, <c>payouts.halted</c>.</summary>
    public async Task<Result<Refund>> SubmitRefund(MarketplaceDb db, RefundId id, CancellationToken ct)
    {
        if (await db.Refunds.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } refund) return EscrowErrors.UnknownRefund;
        if (await PayoutBrake.IsOn(db, ct)) return LedgerErrors.Braked;
        if (refund.CaptureId is { } from && await db.Captures.AnyAsync(c => c.Id == from && c.OpenChargebacks > 0, ct)) return EscrowErrors.ChargebackOpen;
        if (refund.Move(RefundState.Submitted, Now).Fails(out _, out var error)) return error;
        await BookRefund(db, refund, "refund.submitted", Nature.Ordinary,
            [Line.Debit(AccountPath.RefundHold(id.Value), refund.Money), Line.Credit(AccountPath.InTransit(refund.Provider, id.Value), refund.Money)], ct);
        return refund;
    }

    /// <summary>The rail says that the payer has it: in transit → rail. Errors: <c>refund.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<Refund>> RefundPaid(MarketplaceDb db, RefundId id, Money fee, CancellationToken ct)
    {
        if (await db.Refunds.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } refund) return EscrowErrors.UnknownRefund;
        if (refund.State == RefundState.Paid) return refund;
        if (refund.Move(RefundState.Paid, Now).Fails(out _, out var error)) return error;
        await BookRefund(db, refund, "refund.paid", Nature.Fact,
        [
            Line.Debit(AccountPath.InTransit(refund.Provider, id.Value), refund.Money), Line.Debit(AccountPath.ProviderFees, fee),
            Line.Credit(AccountPath.Provider(refund.Provider, refund.Part), refund.Money + fee),
        ], ct);
        return await CloseRefund(db, refund, ct);
    }

    /// <summary>The rail refused for good: in transit → hold, where finance chooses another way. Never silently back to escrow. Errors: <c>refund.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<Refund>> RefundFailed(MarketplaceDb db, RefundId id, string reason, CancellationToken ct)
    {
        if (await db.Refunds.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } refund) return EscrowErrors.UnknownRefund;
        if (refund.Move(RefundState.Held, Now, reason.Length <= 500 ? reason : reason[..500]).Fails(out _, out var error)) return error;
        await BookRefund(db, refund, "refund.failed", Nature.Ordinary,
            [Line.Debit(AccountPath.InTransit(refund.Provider, id.Value), refund.Money), Line.Credit(AccountPath.RefundHold(id.Value), refund.Money)], ct);
        return refund;
    }

    /// <summary>The other way: hold → the payer's available balance. Errors: <c>refund.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<Refund>> RefundToBalance(MarketplaceDb db, RefundId id, CancellationToken ct)
    {
        if (await db.Refunds.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } refund) return EscrowErrors.UnknownRefund;
        if (refund.State == RefundState.Credited) return refund;
        if (refund.Move(RefundState.Credited, Now).Fails(out _, out var error)) return error;
        List<Line> lines = [Line.Debit(AccountPath.RefundHold(id.Value), refund.Money)];
        await Repay(db, refund.PayerId, refund.Money, lines, ct);
        await BookRefund(db, refund, "refund.credited", Nature.Ordinary, lines, ct);
        return await CloseRefund(db, refund, ct);
    }

    private async Task<Refund> CloseRefund(MarketplaceDb db, Refund refund, CancellationToken ct)
    {
        await Timers.Cancel(db, TrancheTimers.Refund, refund.Id.Value, ct);
        if (refund is not { CaptureId: not null, TrancheId: { } id } || await Find(db, id, ct) is not { } tranche) return refund;
        tranche.CloseRefund();
        if (tranche.State == TrancheState.Refunding)
        {
            Expect(tranche.Settle(Now));
            await Follow(db, tranche, ct);
            Tell(db, tranche, "settle", refund.Money);
        }
        return refund;
    }

    private Task<LedgerTransaction> BookRefund(
        MarketplaceDb db, Refund refund, string kind, Nature nature, IReadOnlyList<Line> lines, CancellationToken ct) =>
        Book(db, new Posting(kind, $"{kind}:{refund.Id.Value:N}:{refund.Attempts}", lines) { Nature = nature, Subject = $"refund:{refund.Id}" }, ct);
}
