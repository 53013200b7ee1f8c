using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Escrow;

public sealed partial class Tranches
{
    /// <summary>
    /// A rail verified a payment for a tranche. It is a fact and never refused: what does not fit goes back the way it came, or waits in
    /// suspense. Repeating the same attempt gives the first outcome. Errors: <c>amount</c>, <c>ledger.cause</c>.
    /// </summary>
    public async Task<Result<FundOutcome>> Fund(MarketplaceDb db, TrancheId id, Payment payment, CancellationToken ct)
    {
        if (!payment.Amount.IsPositive || payment.ProviderFee.Minor < 0 || payment.ProviderFee >= payment.Amount) return EscrowErrors.BadAmount;
        var tranche = await Find(db, id, ct);
        var cause = $"fund:{payment.Attempt:N}";
        var asked = $"{id.Value:N} {payment.Provider} {payment.Reference} {payment.Amount.Minor} {payment.Amount.Asset.Code}";
        var (isRepeat, error) = await Before(db, cause, asked, ct);
        if (error is not null) return error;
        if (isRepeat) return await FirstOutcome(db, id, await Fresh(db, tranche, ct), payment, ct);

        if (tranche is null || tranche.Asset != payment.Amount.Asset)
        {
            await BookIn(db, cause, asked, payment, $"tranche:{id}", "payment.parked", [Line.Credit(AccountPath.Suspense(payment.Provider), payment.Amount)], ct);
            return new FundOutcome(FundKind.Parked, id, tranche?.State, null, null);
        }
        return tranche.State switch
        {
            TrancheState.AwaitingFunds => await Take(db, tranche, payment, cause, asked, ct),
            TrancheState.HorizonDue when payment.Amount == tranche.Left => await Extend(db, tranche, payment, cause, asked, ct),
            _ => await Return(db, tranche, payment, cause, asked, ct),
        };
    }

    /// <summary>The payer pays from the own available balance. Errors: <c>tranche.unknown</c>, <c>tranche.notPayable</c>, <c>wallet.short</c>.</summary>
    public async Task<Result<FundOutcome>> Hold(MarketplaceDb db, TrancheId id, Guid cause, CancellationToken ct)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        var key = $"hold:{cause:N}";
        var (isRepeat, error) = await Before(db, key, id.Value.ToString("N"), ct);
        if (error is not null) return error;
        if (isRepeat)
        {
            tranche = (await Fresh(db, tranche, ct))!;
            return new FundOutcome(FundKind.Funded, id, tranche.State, tranche.Captures.FirstOrDefault(c => c.AttemptId == cause)?.Id, null);
        }
        if (tranche.State != TrancheState.AwaitingFunds) return EscrowErrors.NotPayable;

        var missing = tranche.Price - tranche.Left;
        var booked = await ledger.Post(db, new Posting("escrow.hold", key,
            [Line.Debit(AccountPath.Available(tranche.PayerId), missing), Line.Credit(AccountPath.Escrow(id.Value), missing)])
        {
            Subject = $"tranche:{id}", Actor = tranche.PayerId, Links = Asked(id.Value.ToString("N")),
        }, ct);
        if (booked.Error is { } refused) return refused.Code == LedgerErrors.Short.Code ? EscrowErrors.WalletShort : refused;
        if (db.Entry(booked.Value).State != EntityState.Added) throw new DbUpdateConcurrencyException("escrow.hold: another step was first.");
        return await Enter(db, tranche, new Payment(Capture.Wallet, missing, Money.Zero(missing.Asset), "", cause, Now), missing, ct);
    }

    private async Task<Result<FundOutcome>> Take(MarketplaceDb db, Tranche tranche, Payment payment, string cause, string asked, CancellationToken ct)
    {
        var missing = tranche.Price - tranche.Left;
        var used = payment.Amount < missing ? payment.Amount : missing;
        await BookIn(db, cause, asked, payment, $"tranche:{tranche.Id}", "escrow.fund",
            [Line.Credit(AccountPath.Escrow(tranche.Id.Value), used), Line.Credit(AccountPath.Available(tranche.PayerId), payment.Amount - used)], ct);
        return await Enter(db, tranche, payment, used, ct);
    }

    private async Task<FundOutcome> Enter(MarketplaceDb db, Tranche tranche, Payment payment, Money used, CancellationToken ct)
    {
        var capture = await NewCapture(db, tranche, payment, used, tranche.Captures.Where(c => c.Left > 0), ct);
        var isWhole = tranche.Left == tranche.Price;
        if (isWhole)
        {
            Expect(tranche.Move(TrancheState.Funded, Now));
            await Timers.Cancel(db, TrancheTimers.Unpaid, tranche.Id.Value, ct);
            await Timers.Set(db, TrancheTimers.Horizon, tranche.Id.Value, tranche.HorizonAt!.Value - ChoiceBeforeHorizon, ct);
        }
        else await Timers.Set(db, TrancheTimers.Unpaid, tranche.Id.Value, Now + TopUpPatience, ct);
        Tell(db, tranche, payment.Provider == Capture.Wallet ? "hold" : "fund", used);
        return new FundOutcome(isWhole ? FundKind.Funded : FundKind.TopUpNeeded, tranche.Id, tranche.State, capture.Id, null);
    }

    // The choice "pay anew" at the rail's horizon: the new payment takes the place of the old one, which goes back.
    private async Task<FundOutcome> Extend(MarketplaceDb db, Tranche tranche, Payment payment, string cause, string asked, CancellationToken ct)
    {
        var old = tranche.Captures.Where(c => c.Left > 0).ToList();
        var escrow = AccountPath.Escrow(tranche.Id.Value);
        List<Line> lines = [Line.Credit(escrow, payment.Amount), Line.Debit(escrow, tranche.Left)];
        Refund? back = null;
        foreach (var capture in old)
            back = await GiveBack(db, tranche, capture, new Money(capture.Left, capture.Asset), "Paid anew before the rail let go.", false, lines, ct) ?? back;
        await BookIn(db, cause, asked, payment, $"tranche:{tranche.Id}", "escrow.extend", lines, ct);
        tranche.Extend(null);
        var fresh = await NewCapture(db, tranche, payment, payment.Amount, [], ct);
        Expect(tranche.Move(TrancheState.Funded, Now));
        await Timers.Cancel(db, TrancheTimers.LastCall, tranche.Id.Value, ct);
        await Timers.Set(db, TrancheTimers.Horizon, tranche.Id.Value, fresh.HorizonAt!.Value - ChoiceBeforeHorizon, ct);
        Tell(db, tranche, "fund", payment.Amount);
        return new FundOutcome(FundKind.Funded, tranche.Id, tranche.State, fresh.Id, back?.Id);
    }

    private async Task<FundOutcome> Return(MarketplaceDb db, Tranche tranche, Payment payment, string cause, string asked, CancellationToken ct)
    {
        var refund = new Refund(tranche.Id, null, tranche.PayerId, payment, payment.Amount, "Paid late or twice.", Now);
        db.Refunds.Add(refund);
        Remind(db, TrancheTimers.Refund, refund.Id.Value, Now + DeskPatience);
        await BookIn(db, cause, asked, payment, $"tranche:{tranche.Id}", "payment.returned", [Line.Credit(AccountPath.RefundHold(refund.Id.Value), payment.Amount)], ct);
        return new FundOutcome(FundKind.Returned, tranche.Id, tranche.State, null, refund.Id);
    }

    private async Task<FundOutcome> FirstOutcome(MarketplaceDb db, TrancheId id, Tranche? tranche, Payment payment, CancellationToken ct)
    {
        if (tranche is null || tranche.Asset != payment.Amount.Asset) return new FundOutcome(FundKind.Parked, id, tranche?.State, null, null);
        if (tranche.Captures.FirstOrDefault(c => c.AttemptId == payment.Attempt) is { } capture)
            return new FundOutcome(tranche.State == TrancheState.AwaitingFunds ? FundKind.TopUpNeeded : FundKind.Funded, id, tranche.State, capture.Id, null);
        var refund = await db.Refunds.AsNoTracking().FirstOrDefaultAsync(
            r => r.TrancheId == id && r.CaptureId == null && r.Provider == payment.Provider && r.Reference == payment.Reference, ct);
        return new FundOutcome(FundKind.Returned, id, tranche.State, null, refund?.Id);
    }

    private async Task<Capture> NewCapture(
        MarketplaceDb db, Tranche tranche, Payment payment, Money amount, IEnumerable<Capture> earlier, CancellationToken ct)
    {
        var shares = await FeeShares.Of(db, tranche, amount, [.. earlier], payment.At, ct);
        var capture = new Capture(tranche.Id, payment, amount, payment.At.AddDays(payment.HorizonDays), shares);
        tranche.Add(capture);
        db.Captures.Add(capture);
        return capture;
    }

    private Task<LedgerTransaction> BookIn(
        MarketplaceDb db, string cause, string asked, Payment payment, string subject, string kind, IReadOnlyList<Line> credits, CancellationToken ct) =>
        Book(db, new Posting(kind, cause,
        [
            Line.Debit(AccountPath.Provider(payment.Provider, payment.Part), payment.Amount - payment.ProviderFee),
            Line.Debit(AccountPath.ProviderFees, payment.ProviderFee), .. credits,
        ])
        {
            Nature = Nature.Fact, Subject = subject, EffectiveAt = payment.At, Links = Asked(asked),
        }, ct);

    private static void Expect(Result<Done> step)
    {
        if (step.Error is { } error) throw new InvalidOperationException($"The money moved but the state refused: {error.Code} {string.Join(' ', error.Arguments)}");
    }
}
