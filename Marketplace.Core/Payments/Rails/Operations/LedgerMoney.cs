using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>Books what rails tell: by the verbs of <see cref="Tranches"/> and <see cref="PayOuts"/> where money has an owner, otherwise into suspense.</summary>
public sealed class LedgerMoney(Ledger ledger, Tranches tranches, PayOuts payouts, IEnumerable<IPayoutEvents> owners) : IMoneyEvents
{
    /// <inheritdoc/>
    public async Task<Result<MoneyUse>> Post(MarketplaceDb db, MoneyEvent happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        foreach (var owner in owners)
            if (await owner.Post(db, happened, ct) is { } said) return said;
        var (amount, rail) = (happened.Amount, happened.Rail);
        string clearing = AccountPath.Provider(rail), suspense = AccountPath.Suspense(rail), payer = AccountPath.Available(happened.Payer);
        return happened.Kind switch
        {
            MoneyEventKind.Received when happened.IsUsedAtOnce => MoneyUse.Booked,
            MoneyEventKind.Received => await Book(db, happened, "payment.received", clearing, suspense, ct),
            MoneyEventKind.Unmatched => await Book(db, happened, "payment.unmatched", clearing, suspense, ct),
            MoneyEventKind.Surplus => await Book(db, happened, "payment.surplus", clearing, payer, ct),
            MoneyEventKind.Fee => await Book(db, happened, "rail.fee", AccountPath.ProviderFees, clearing, ct),
            MoneyEventKind.Applied => await Use(db, happened, ct),
            MoneyEventKind.RefundDue => await SetAside(db, happened, ct),
            MoneyEventKind.RefundSubmitted => Said(await tranches.SubmitRefund(db, new(happened.Subject), ct)),
            MoneyEventKind.RefundPaid => Said(await tranches.RefundPaid(db, new(happened.Subject), Money.Zero(amount.Asset), ct)),
            MoneyEventKind.RefundFailed => Said(await tranches.RefundFailed(db, new(happened.Subject), "The rail refused it.", ct)),
            MoneyEventKind.PayoutSubmitted => Said(await payouts.Submit(db, happened.For, happened.Subject, happened.Payer, rail, amount, ct)),
            MoneyEventKind.PayoutPaid => Said(await payouts.Paid(db, happened.For, happened.Subject, happened.Payer, rail, amount, Money.Zero(amount.Asset), ct)),
            MoneyEventKind.PayoutFailed => Said(await payouts.Failed(db, happened.For, happened.Subject, happened.Payer, rail, amount, ct)),
            MoneyEventKind.PayoutReturned => Said(await payouts.Returned(db, happened.For, happened.Subject, happened.Payer, rail, amount, ct)),
            MoneyEventKind.ChargedBack => await TakeBack(db, happened, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.Kind, null),
        };
    }

    private async Task<Result<MoneyUse>> Use(MarketplaceDb db, MoneyEvent paid, CancellationToken ct)
    {
        string clearing = AccountPath.Provider(paid.Rail), suspense = AccountPath.Suspense(paid.Rail);
        // Parts that waited leave suspense first, so that the whole comes out of the rail's account in one step.
        if (paid.Parked.IsPositive && (await Post(db, "payment.completed", $"{paid.Cause:N}:parts", paid.Operation, Nature.Ordinary,
            [Line.Debit(suspense, paid.Parked), Line.Credit(clearing, paid.Parked)], ct)).Fails(out _, out var error)) return error;
        if (paid.Purpose != PaymentPurpose.Tranche)
            return await Book(db, paid, "wallet.paid_in", clearing, AccountPath.Available(paid.Payer), ct);
        var payment = new Payment(paid.Rail, paid.Amount, Money.Zero(paid.Amount.Asset), paid.Operation.Value.ToString("N"), paid.Subject, paid.At);
        if ((await tranches.Fund(db, new TrancheId(paid.For), payment, ct)).Fails(out var outcome, out error)) return error;
        return outcome.Kind switch
        {
            FundKind.Returned => MoneyUse.GoesBack,
            FundKind.Parked => MoneyUse.Parked,
            _ => MoneyUse.Booked,
        };
    }

    // Money that nobody wants becomes a refund like any other: it waits in a hold of its own until the rail has paid it.
    private async Task<Result<MoneyUse>> SetAside(MarketplaceDb db, MoneyEvent due, CancellationToken ct)
    {
        var origin = new Payment(due.Rail, due.Amount, Money.Zero(due.Amount.Asset), due.Operation.Value.ToString("N"), due.Subject, due.At);
        var refund = new Refund(due.Purpose == PaymentPurpose.Tranche ? new TrancheId(due.For) : null, null, due.Payer, origin, due.Amount, "Paid too little, late or twice.", due.At);
        db.Refunds.Add(refund);
        return await Book(db, due, "payment.returned", AccountPath.Suspense(due.Rail), AccountPath.RefundHold(refund.Id.Value), ct);
    }

    private async Task<Result<MoneyUse>> TakeBack(MarketplaceDb db, MoneyEvent taken, CancellationToken ct)
    {
        if (taken.Purpose == PaymentPurpose.Tranche && await db.Captures.FirstOrDefaultAsync(c => c.AttemptId == taken.Subject, ct) is { } capture)
            return Said(await tranches.Reverse(db, capture.Id, $"{taken.Operation.Value:N}:{taken.Effect}", taken.Amount, Money.Zero(taken.Amount.Asset), false, ct));
        var left = -(await ledger.Balance(db, AccountPath.Available(taken.Payer), taken.Amount.Asset, ct)).Minor;
        var there = new Money(Math.Clamp(left, 0, taken.Amount.Minor), taken.Amount.Asset);
        return await Post(db, "chargeback", $"{taken.Cause:N}", taken.Operation, Nature.Fact,
        [
            Line.Debit(AccountPath.Available(taken.Payer), there), Line.Debit(AccountPath.Owed(taken.Payer), taken.Amount - there),
            Line.Credit(AccountPath.Provider(taken.Rail), taken.Amount),
        ], ct);
    }

    private Task<Result<MoneyUse>> Book(MarketplaceDb db, MoneyEvent happened, string kind, string debit, string credit, CancellationToken ct) =>
        Post(db, kind, $"{happened.Cause:N}", happened.Operation, Nature.Fact, [Line.Debit(debit, happened.Amount), Line.Credit(credit, happened.Amount)], ct);

    private async Task<Result<MoneyUse>> Post(
        MarketplaceDb db, string kind, string cause, OperationId operation, Nature nature, IReadOnlyList<Line> lines, CancellationToken ct) =>
        Said(await ledger.Post(db, new Posting(kind, $"rail:{cause}", lines) { Nature = nature, Subject = $"operation:{operation}" }, ct));

    private static Result<MoneyUse> Said<T>(Result<T> booked) => booked.Then(_ => MoneyUse.Booked);
}

/// <summary>A refund waits for its rail: an operation is made for it, in the steps that never pay twice.</summary>
public sealed class RefundWhenHeld(Work work, MoneyOut money) : IEventHandler<RefundHeld>
{
    /// <param name="Refund">Which refund.</param>
    public sealed record Command(RefundId Refund) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <inheritdoc/>
    public async Task Handle(RefundHeld happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var done = await work.Run<Done>(new Command(happened.Refund), Actor.System("rails"), db => money.GiveBack(db, happened, ct), ct);
        if (done.Fails(out _, out var error)) throw new InvalidOperationException($"The refund {happened.Refund} could not be begun: {error.Code}");
    }
}
