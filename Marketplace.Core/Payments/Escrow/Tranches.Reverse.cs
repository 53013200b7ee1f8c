using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Escrow;

public sealed partial class Tranches
{
    /// <summary>
    /// A payer's bank took (a part of) a payment back: a fact, booked in every stage. It is taken, in this order, from escrow, from refunds
    /// that are not on their way yet, from what was released (payees, fees and tax in the proportion they got it), and from the payer who was
    /// refunded already. What a payee lacks is owed by the payee, or lost by the house when the payee is protected.
    /// Errors: <c>tranche.unknown</c>, <c>amount</c>, <c>chargeback.amount</c>.
    /// </summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="capture">The payment.</param>
    /// <param name="reference">The rail's id of the claim; one claim is booked once.</param>
    /// <param name="amount">How much.</param>
    /// <param name="fee">What the rail charges for it.</param>
    /// <param name="isPayeeProtected">Delivery was proved: the house bears the payees' part.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<Chargeback>> Reverse(
        MarketplaceDb db, CaptureId capture, string reference, Money amount, Money fee, bool isPayeeProtected, CancellationToken ct)
    {
        var owner = await db.Captures.Where(c => c.Id == capture).Select(c => (TrancheId?)c.TrancheId).SingleOrDefaultAsync(ct);
        if (owner is not { } id || await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        var paid = tranche.Captures.Single(c => c.Id == capture);
        if (await db.Chargebacks.SingleOrDefaultAsync(c => c.Provider == paid.Provider && c.Reference == reference, ct) is { } known)
            return known.CaptureId == capture && known.Amount == amount.Minor ? known : LedgerErrors.OtherCause;
        if (!amount.IsPositive || amount.Asset != tranche.Asset || fee.Minor < 0) return EscrowErrors.BadAmount;
        if (amount.Minor > paid.Amount + paid.Surplus - paid.Charged) return EscrowErrors.ChargebackTooLarge;

        var claim = new Chargeback(paid, reference, amount, fee, Now);
        var left = amount.Minor;
        left -= FromEscrow(tranche, paid, claim, left);
        left -= await FromRefunds(db, tranche, paid, claim, left, ct);
        left -= await FromReleased(db, paid, claim, left, isPayeeProtected, ct);
        if (left > 0)
        {
            paid.ChargeRefunded(left);
            await FromPerson(db, claim, ChargebackSource.Payer, tranche.PayerId, left, 0, ct);
        }

        var lines = claim.Parts.Select(p => Line.Debit(p.Account, new Money(p.Amount, tranche.Asset)))
            .Append(Line.Debit(AccountPath.ChargebackFees, fee))
            .Append(Line.Credit(AccountPath.Provider(paid.Provider, paid.Part), amount + fee));
        var booked = await Book(db, new Posting("chargeback", $"chargeback:{paid.Provider}:{reference}", [.. lines])
        {
            Nature = Nature.Fact, Subject = $"tranche:{tranche.Id}", Links = new Dictionary<string, string> { ["chargeback"] = claim.Id.ToString() },
        }, ct);
        claim.Booked(booked.Id);
        paid.OpenChargeback();
        db.Chargebacks.Add(claim);
        Remind(db, TrancheTimers.Chargeback, claim.Id.Value, Now + ChargebackPatience);
        if (tranche.State is not TrancheState.AwaitingFunds) Expect(tranche.Settle(Now));
        await Follow(db, tranche, ct);
        Tell(db, tranche, "reverse", amount);
        claim.Happened(new ChargebackMoved(claim.Id, tranche.Id, claim.State, amount));
        return claim;
    }

    private static long FromEscrow(Tranche tranche, Capture paid, Chargeback claim, long most)
    {
        var part = Math.Min(most, paid.Left);
        foreach (var (share, minor) in paid.Take(part, Outcome.Charge))
            claim.Add(new ChargebackPart(ChargebackSource.Escrow, AccountPath.Escrow(tranche.Id.Value), minor) { Share = share.Number });
        return part;
    }

    // A refund that is claimed in part is divided first, so that what was claimed and what still goes back have a hold each.
    private async Task<long> FromRefunds(MarketplaceDb db, Tranche tranche, Capture paid, Chargeback claim, long most, CancellationToken ct)
    {
        var taken = 0L;
        foreach (var held in await db.Refunds.Where(r => r.CaptureId == paid.Id && r.State == RefundState.Held).OrderBy(r => r.Id).ToListAsync(ct))
        {
            if (taken == most) break;
            var refund = held.Amount <= most - taken ? held : await Divide(db, tranche, held, most - taken, ct);
            Expect(refund.Move(RefundState.Charged, Now));
            tranche.CloseRefund();
            await Timers.Cancel(db, TrancheTimers.Refund, refund.Id.Value, ct);
            paid.ChargeRefunded(refund.Amount);
            claim.Add(new ChargebackPart(ChargebackSource.RefundHold, AccountPath.RefundHold(refund.Id.Value), refund.Amount) { Refund = refund.Id });
            taken += refund.Amount;
        }
        return taken;
    }

    private async Task<Refund> Divide(MarketplaceDb db, Tranche tranche, Refund held, long minor, CancellationToken ct)
    {
        var part = held.Divide(minor, Now);
        db.Refunds.Add(part);
        tranche.OpenRefund();
        await Book(db, new Posting("refund.divided", $"refund.divided:{part.Id.Value:N}",
            [Line.Debit(AccountPath.RefundHold(held.Id.Value), part.Money), Line.Credit(AccountPath.RefundHold(part.Id.Value), part.Money)])
        {
            Subject = $"refund:{held.Id}",
        }, ct);
        return part;
    }

    private async Task<long> FromReleased(
        MarketplaceDb db, Capture paid, Chargeback claim, long most, bool isPayeeProtected, CancellationToken ct)
    {
        var part = Math.Min(most, paid.Shares.Sum(s => s.Released - s.TakenBack));
        foreach (var (share, minor) in paid.TakeBack(part))
        {
            if (share.Kind == ShareKind.Payee && !isPayeeProtected) await FromPerson(db, claim, ChargebackSource.Payee, share.User, minor, share.Number, ct);
            else if (share.Kind == ShareKind.Tax)
            {
                // Tax that was paid on already cannot be taken back from its account.
                var there = -(await ledger.Balance(db, share.Account, paid.Asset, ct)).Minor;
                var fromTax = Math.Min(minor, there);
                AddPart(claim, ChargebackSource.House, share.Account, fromTax, share.Number);
                AddPart(claim, ChargebackSource.House, AccountPath.ChargebackLoss, minor - fromTax, share.Number);
            }
            else AddPart(claim, ChargebackSource.House, share.Kind == ShareKind.Payee ? AccountPath.ChargebackLoss : share.Account, minor, share.Number);
        }
        return part;
    }

    // Reserve, then pending (the youngest first), then available; the rest is owed.
    private async Task FromPerson(MarketplaceDb db, Chargeback claim, ChargebackSource source, UserId user, long minor, int share, CancellationToken ct)
    {
        var left = minor;
        left -= AddPart(claim, source, AccountPath.Reserve(user), Math.Min(left, await Free(db, claim, AccountPath.Reserve(user), ct)), share, user);
        var asset = claim.Asset;
        foreach (var clearing in await db.Clearings.Where(c => c.UserId == user && c.Asset == asset && c.MaturedAt == null && c.Left > 0)
                     .OrderByDescending(c => c.MatureAt).ThenBy(c => c.Id).ToListAsync(ct))
        {
            var part = Math.Min(left, clearing.Left);
            if (part == 0) continue;
            clearing.Take(part);
            AddPart(claim, source, AccountPath.Pending(user), part, share, user, clearing.Id);
            left -= part;
        }
        left -= AddPart(claim, source, AccountPath.Available(user), Math.Min(left, await Free(db, claim, AccountPath.Available(user), ct)), share, user);
        AddPart(claim, source, AccountPath.Owed(user), left, share, user);
    }

    // One claim may reach the same account for two shares, so what it takes already is no longer free.
    private async Task<long> Free(MarketplaceDb db, Chargeback claim, string account, CancellationToken ct) =>
        -(await ledger.Balance(db, account, claim.Asset, ct)).Minor - claim.Parts.Where(p => p.Account == account).Sum(p => p.Amount);

    private static long AddPart(Chargeback claim, ChargebackSource source, string account, long minor, int share, UserId user = default, ClearingId? clearing = null)
    {
        if (minor > 0) claim.Add(new ChargebackPart(source, account, minor) { Share = share, User = user, Clearing = clearing });
        return minor;
    }
}
