using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Escrow;

public sealed partial class Tranches
{
    /// <summary>
    /// The rail decided a claim. Lost: it stays as it is. Won: the exact reversal, money where it was; what a payee has repaid in the
    /// meantime goes to the payee's available balance. Errors: <c>chargeback.unknown</c>, <c>chargeback.decided</c>.
    /// </summary>
    public async Task<Result<Chargeback>> Decide(MarketplaceDb db, ChargebackId id, bool isWon, CancellationToken ct)
    {
        if (await db.Chargebacks.SingleOrDefaultAsync(c => c.Id == id, ct) is not { } claim) return EscrowErrors.UnknownChargeback;
        var end = isWon ? ChargebackState.Won : ChargebackState.Lost;
        if (claim.State == end) return claim;
        if (claim.State != ChargebackState.Open) return EscrowErrors.ChargebackDecided;
        var tranche = await Find(db, claim.TrancheId, ct) ?? throw new InvalidOperationException($"Chargeback {id} without a tranche.");
        var paid = tranche.Captures.Single(c => c.Id == claim.CaptureId);
        claim.Decide(end, Now);
        paid.CloseChargeback();
        await Timers.Cancel(db, TrancheTimers.Chargeback, id.Value, ct);
        if (isWon)
        {
            await BookWon(db, claim, ct);
            await Restore(db, tranche, paid, claim, ct);
            Tell(db, tranche, "restore", new Money(claim.Amount, claim.Asset));
        }
        claim.Happened(new ChargebackMoved(id, tranche.Id, end, new Money(claim.Amount, claim.Asset)));
        return claim;
    }

    private async Task BookWon(MarketplaceDb db, Chargeback claim, CancellationToken ct)
    {
        var cause = $"chargeback.won:{claim.Id.Value:N}";
        var reversed = await ledger.Reverse(db, claim.TransactionId, cause, ct: ct);
        if (reversed.IsOk) return;
        if (reversed.Error!.Code != LedgerErrors.Short.Code) throw new InvalidOperationException($"{cause}: {reversed.Error.Code}");

        // Somebody has repaid a part of the debt: that part comes back as money, the rest as a debt that is no more.
        List<Line> lines = [];
        foreach (var (account, minor) in claim.Parts.GroupBy(p => p.Account).Select(g => (g.Key, g.Sum(p => p.Amount))))
        {
            var owed = AccountRules.Of(account) == AccountRule.Receivable
                ? Math.Min(minor, (await ledger.Balance(db, account, claim.Asset, ct)).Minor)
                : minor;
            lines.Add(Line.Credit(account, new Money(owed, claim.Asset)));
            if (owed < minor)
                lines.Add(Line.Credit(AccountPath.Available(claim.Parts.First(p => p.Account == account).User), new Money(minor - owed, claim.Asset)));
        }
        lines.Add(Line.Credit(AccountPath.ChargebackFees, new Money(claim.Fee, claim.Asset)));
        var paid = await db.Captures.AsNoTracking().SingleAsync(c => c.Id == claim.CaptureId, ct);
        lines.Add(Line.Debit(AccountPath.Provider(paid.Provider, paid.Part), new Money(claim.Amount + claim.Fee, claim.Asset)));
        await Book(db, new Posting("chargeback.won", cause, lines) { Nature = Nature.Fact, Subject = $"tranche:{claim.TrancheId}" }, ct);
    }

    private async Task Restore(MarketplaceDb db, Tranche tranche, Capture paid, Chargeback claim, CancellationToken ct)
    {
        foreach (var part in claim.Parts.OrderBy(p => p.Number))
            switch (part.Source)
            {
                case ChargebackSource.Escrow:
                    paid.RestoreInEscrow(part.Share, part.Amount);
                    break;
                case ChargebackSource.RefundHold:
                    paid.ChargeRefunded(-part.Amount);
                    Expect((await db.Refunds.SingleAsync(r => r.Id == part.Refund, ct)).Move(RefundState.Held, Now, "The bank's claim was won."));
                    Remind(db, TrancheTimers.Refund, part.Refund!.Value.Value, Now + DeskPatience);
                    tranche.OpenRefund();
                    break;
                case ChargebackSource.Payer:
                    paid.ChargeRefunded(-part.Amount);
                    await PendingAgain(db, tranche, part, ct);
                    break;
                default:
                    paid.RestoreReleased(part.Share, part.Amount);
                    await PendingAgain(db, tranche, part, ct);
                    break;
            }
        var wasEmpty = tranche.State == TrancheState.Reversed;
        if (tranche.State is not TrancheState.AwaitingFunds) Expect(tranche.Settle(Now));
        if (wasEmpty && tranche.State == TrancheState.Frozen) await Timers.Set(db, TrancheTimers.Frozen, tranche.Id.Value, Now + FrozenPatience, ct);
        if (wasEmpty && tranche.State == TrancheState.AwaitingFunds) await Timers.Set(db, TrancheTimers.Unpaid, tranche.Id.Value, Now + TopUpPatience, ct);
        else if (wasEmpty && tranche.Left.IsPositive)
            await Timers.Set(db, TrancheTimers.Horizon, tranche.Id.Value, Later(tranche.HorizonAt!.Value - ChoiceBeforeHorizon), ct);
        await Follow(db, tranche, ct);
    }

    // Pending money that was taken comes back as pending, to mature on the day it would have, or now.
    private async Task PendingAgain(MarketplaceDb db, Tranche tranche, ChargebackPart part, CancellationToken ct)
    {
        if (part.Clearing is not { } earlier) return;
        var mature = await db.Clearings.Where(c => c.Id == earlier).Select(c => c.MatureAt).SingleAsync(ct);
        var again = new Clearing(part.User, $"tranche:{tranche.Id}", tranche.Title, new Money(part.Amount, tranche.Asset), Later(mature));
        db.Clearings.Add(again);
        Remind(db, TrancheTimers.Mature, again.Id.Value, again.MatureAt);
    }

    private DateTime Later(DateTime at) => at > Now ? at : Now;
}
