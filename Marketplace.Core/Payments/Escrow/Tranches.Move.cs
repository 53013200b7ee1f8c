using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Payments.Escrow;

public sealed partial class Tranches
{
    private sealed record Reasons(string Cause, string Reason, UserId By, bool ToBalance);

    /// <summary>
    /// Escrow to the payees, after fees and tax at the rates of the payment; each payee first repays what a chargeback left owed.
    /// Errors: <c>tranche.unknown</c>, <c>tranche.frozen</c>, <c>tranche.short</c>, <c>amount</c>, <c>state</c>, <c>ledger.cause</c>.
    /// </summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="id">The tranche.</param>
    /// <param name="amount">Gross part to release; null for all that is left.</param>
    /// <param name="cause">Idempotency key of the caller.</param>
    /// <param name="by">Who caused it; empty for timers.</param>
    /// <param name="right">By which right.</param>
    /// <param name="ct">Gives up.</param>
    public Task<Result<TrancheAnswer>> Release(
        MarketplaceDb db, TrancheId id, Money? amount, string cause, UserId by = default, Authority right = Authority.Party, CancellationToken ct = default) =>
        Verb(db, id, right, $"release:{cause}", amount is { } some ? $"{id.Value:N} {some.Minor}" : $"{id.Value:N} all",
            tranche => (amount ?? tranche.Left, Money.Zero(tranche.Asset)), new Reasons($"release:{cause}", "", by, false), ct);

    /// <summary>
    /// Escrow back to the payer: by the rail it came on, or to the payer's balance. The payments give it back in their order.
    /// Errors: as <see cref="Release"/>, and <c>refund.chargeback</c>.
    /// </summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="id">The tranche.</param>
    /// <param name="amount">Part to refund; null for all that is left.</param>
    /// <param name="cause">Idempotency key of the caller.</param>
    /// <param name="reason">Why; for people.</param>
    /// <param name="toBalance">The payer chose the own balance instead of the rail.</param>
    /// <param name="by">Who caused it; empty for timers.</param>
    /// <param name="right">By which right.</param>
    /// <param name="ct">Gives up.</param>
    public Task<Result<TrancheAnswer>> Refund(MarketplaceDb db, TrancheId id, Money? amount, string cause, string reason,
        bool toBalance = false, UserId by = default, Authority right = Authority.Party, CancellationToken ct = default) =>
        Verb(db, id, right, $"refund:{cause}", amount is { } some ? $"{id.Value:N} {some.Minor} {toBalance}" : $"{id.Value:N} all {toBalance}",
            tranche => (Money.Zero(tranche.Asset), amount ?? tranche.Left), new Reasons($"refund:{cause}", reason, by, toBalance), ct);

    /// <summary>
    /// A part to the payees and the rest back to the payer, in one transaction. Fees are taken on the released part only.
    /// Errors: as <see cref="Refund"/>, and <c>split.whole</c>.
    /// </summary>
    public Task<Result<TrancheAnswer>> Split(MarketplaceDb db, TrancheId id, Money release, Money refund, string cause, string reason,
        bool toBalance = false, UserId by = default, Authority right = Authority.Party, CancellationToken ct = default) =>
        Verb(db, id, right, $"split:{cause}", $"{id.Value:N} {release.Minor} {refund.Minor} {toBalance}",
            _ => (release, refund), new Reasons($"split:{cause}", reason, by, toBalance), ct, isWhole: true);

    private async Task<Result<TrancheAnswer>> Verb(MarketplaceDb db, TrancheId id, Authority right, string key, string asked,
        Func<Tranche, (Money Release, Money Refund)> amounts, Reasons why, CancellationToken ct, bool isWhole = false)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        var (isRepeat, error) = await Before(db, key, asked, ct);
        if (error is not null) return error;
        if (isRepeat) return Answer((await Fresh(db, tranche, ct))!, Money.Zero(tranche.Asset));
        if (tranche.State == TrancheState.Frozen && right != Authority.Ruling) return EscrowErrors.Frozen;
        if (tranche.State is not (TrancheState.Funded or TrancheState.HorizonDue or TrancheState.Frozen))
            return TrancheFlow.Steps.Check(tranche.State, TrancheState.Frozen)!; // Names the state it is in.
        var (release, refund) = amounts(tranche);
        if (release.Asset != tranche.Asset || refund.Asset != tranche.Asset || release.Minor < 0 || refund.Minor < 0 || (release + refund).IsZero)
            return EscrowErrors.BadAmount;
        if (release + refund > tranche.Left) return EscrowErrors.Short;
        if (isWhole && release + refund != tranche.Left) return EscrowErrors.NotTheWhole;
        if (refund.IsPositive && tranche.Captures.Any(c => c.OpenChargebacks > 0)) return EscrowErrors.ChargebackOpen;
        return await Move(db, tranche, release, refund, why with { Cause = key }, ct, asked);
    }

    private async Task<Result<TrancheAnswer>> Move(
        MarketplaceDb db, Tranche tranche, Money release, Money refund, Reasons why, CancellationToken ct, string asked = "")
    {
        List<Line> lines = [Line.Debit(AccountPath.Escrow(tranche.Id.Value), release + refund)];
        Dictionary<UserId, long> earned = [];
        var toRelease = release.Minor;
        foreach (var capture in Paid(tranche))
        {
            var part = Math.Min(toRelease, capture.Left);
            foreach (var (share, minor) in capture.Take(part, Outcome.Release))
                if (share.Kind == ShareKind.Payee) earned[share.User] = earned.GetValueOrDefault(share.User) + minor;
                else lines.Add(Line.Credit(share.Account, new Money(minor, tranche.Asset)));
            if (part > 0 && capture.AwaitsFinish) tranche.ExpectRail();
            toRelease -= part;
        }
        foreach (var (user, minor) in earned.OrderBy(e => e.Key.Value))
            await Earnings.Add(db, ledger, Now, new Earning(user, new Money(minor, tranche.Asset), tranche.ClearingDays, $"tranche:{tranche.Id}", tranche.Title), lines, ct);

        var toRefund = refund.Minor;
        foreach (var capture in Paid(tranche))
        {
            var part = Math.Min(toRefund, capture.Left);
            if (part > 0) await GiveBack(db, tranche, capture, new Money(part, tranche.Asset), why.Reason, why.ToBalance, lines, ct);
            toRefund -= part;
        }

        var kind = (release.IsPositive, refund.IsPositive) switch { (true, true) => "escrow.split", (true, _) => "escrow.release", _ => "escrow.refund" };
        await Book(db, new Posting(kind, why.Cause, lines) { Subject = $"tranche:{tranche.Id}", Actor = why.By, Links = Asked(asked) }, ct);
        Expect(tranche.Settle(Now));
        await Follow(db, tranche, ct);
        Tell(db, tranche, kind["escrow.".Length..], release + refund);
        return Answer(tranche, release + refund);
    }

    private static IEnumerable<Capture> Paid(Tranche tranche) =>
        tranche.Captures.Where(c => c.Left > 0).OrderBy(c => c.At).ThenBy(c => c.Id.Value.ToString(), StringComparer.Ordinal).ToList();

    private async Task<Refund?> GiveBack(
        MarketplaceDb db, Tranche tranche, Capture capture, Money amount, string reason, bool toBalance, List<Line> lines, CancellationToken ct)
    {
        capture.Take(amount.Minor, Outcome.Refund);
        if (toBalance || capture.Provider == Capture.Wallet)
        {
            await Repay(db, tranche.PayerId, amount, lines, ct);
            return null;
        }
        var origin = new Payment(capture.Provider, amount, Money.Zero(amount.Asset), capture.Reference, capture.AttemptId, capture.At) { Part = capture.Part };
        var refund = new Refund(tranche.Id, capture.Id, tranche.PayerId, origin, amount, reason, Now);
        db.Refunds.Add(refund);
        Remind(db, TrancheTimers.Refund, refund.Id.Value, Now + DeskPatience);
        tranche.OpenRefund();
        lines.Add(Line.Credit(AccountPath.RefundHold(refund.Id.Value), amount));
        return refund;
    }

    private async Task Repay(MarketplaceDb db, UserId user, Money amount, List<Line> lines, CancellationToken ct)
    {
        var owed = await ledger.Balance(db, AccountPath.Owed(user), amount.Asset, ct);
        var repaid = owed < amount ? owed : amount;
        lines.Add(Line.Credit(AccountPath.Owed(user), repaid));
        lines.Add(Line.Credit(AccountPath.Available(user), amount - repaid));
    }

    // The timers that belong to where the tranche is now.
    private async Task Follow(MarketplaceDb db, Tranche tranche, CancellationToken ct)
    {
        if (tranche.Left.IsPositive) return;
        await Timers.Cancel(db, TrancheTimers.Horizon, tranche.Id.Value, ct);
        await Timers.Cancel(db, TrancheTimers.LastCall, tranche.Id.Value, ct);
        await Timers.Cancel(db, TrancheTimers.Frozen, tranche.Id.Value, ct);
        if (tranche.State == TrancheState.Releasing) await Timers.Set(db, TrancheTimers.Rail, tranche.Id.Value, Now + DeskPatience, ct);
    }
}
