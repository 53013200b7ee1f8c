using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>
/// The verb Pay out: the bookings of a withdrawal, step by step. Which steps are allowed is the withdrawal's own machine; an answer that is
/// not known is booked nowhere. Everything that lets money out asks the brake in the same transaction. A step that can happen more than once
/// for a slice, such as the arrival of a part, carries an effect that makes its cause unique.
/// </summary>
public sealed class PayOuts(Ledger ledger)
{
    /// <summary>The cause of a step; one cause is booked at most once for ever.</summary>
    public static string Cause(string kind, Guid withdrawal, Guid? slice = null, string effect = "") =>
        $"{kind}:{withdrawal:N}{(slice is { } part ? $":{part:N}" : "")}{(effect.Length > 0 ? ":" + effect : "")}";

    /// <summary>Requested: available → hold. Errors: <c>ledger.short</c>, <c>ledger.cause</c>.</summary>
    public Task<Result<LedgerTransaction>> Request(MarketplaceDb db, Guid withdrawal, UserId user, Money amount, CancellationToken ct) =>
        Book(db, withdrawal, "withdrawal.hold", null, "", Nature.Ordinary, user,
            [Line.Debit(AccountPath.Available(user), amount), Line.Credit(AccountPath.WithdrawalHold(withdrawal), amount)], ct);

    /// <summary>Rejected, cancelled or stopped before it was sent: what is held goes back. Errors: <c>ledger.short</c>, <c>ledger.cause</c>.</summary>
    public Task<Result<LedgerTransaction>> Release(
        MarketplaceDb db, Guid withdrawal, UserId user, Money amount, CancellationToken ct, Guid? slice = null) =>
        Book(db, withdrawal, "withdrawal.released", slice, "", Nature.Ordinary, user,
            [Line.Debit(AccountPath.WithdrawalHold(withdrawal), amount), Line.Credit(AccountPath.Available(user), amount)], ct);

    /// <summary>One slice is about to be handed to the rail: hold → in transit. Errors: <c>payouts.halted</c>, <c>ledger.short</c>, <c>ledger.cause</c>.</summary>
    public async Task<Result<LedgerTransaction>> Submit(
        MarketplaceDb db, Guid withdrawal, Guid slice, UserId user, string provider, Money amount, CancellationToken ct)
    {
        if (await PayoutBrake.IsOn(db, ct)) return LedgerErrors.Braked;
        return await Book(db, withdrawal, "withdrawal.submitted", slice, "", Nature.Ordinary, user,
            [Line.Debit(AccountPath.WithdrawalHold(withdrawal), amount), Line.Credit(AccountPath.InTransit(provider, slice), amount)], ct);
    }

    /// <summary>The rail says paid: in transit → rail, and the rail's fee, which the house bears. Errors: <c>ledger.short</c>, <c>ledger.cause</c>.</summary>
    public Task<Result<LedgerTransaction>> Paid(
        MarketplaceDb db, Guid withdrawal, Guid slice, UserId user, string provider, Money amount, Money fee, CancellationToken ct,
        string part = "clearing", string effect = "") =>
        Book(db, withdrawal, "withdrawal.paid", slice, effect, Nature.Fact, user,
        [
            Line.Debit(AccountPath.InTransit(provider, slice), amount), Line.Debit(AccountPath.ProviderFees, fee),
            Line.Credit(AccountPath.Provider(provider, part), amount + fee),
        ], ct);

    /// <summary>The rail took a fee that it tells apart from the payment: cost of the house → rail. Errors: <c>ledger.cause</c>.</summary>
    public Task<Result<LedgerTransaction>> Fee(
        MarketplaceDb db, Guid withdrawal, Guid slice, UserId user, string provider, Money fee, string effect, CancellationToken ct, string part = "clearing") =>
        Book(db, withdrawal, "withdrawal.fee", slice, effect, Nature.Fact, user,
            [Line.Debit(AccountPath.ProviderFees, fee), Line.Credit(AccountPath.Provider(provider, part), fee)], ct);

    /// <summary>The rail says failed: what did not arrive is available again. Errors: <c>ledger.short</c>, <c>ledger.cause</c>.</summary>
    public Task<Result<LedgerTransaction>> Failed(
        MarketplaceDb db, Guid withdrawal, Guid slice, UserId user, string provider, Money amount, CancellationToken ct) =>
        Book(db, withdrawal, "withdrawal.failed", slice, "", Nature.Ordinary, user,
            [Line.Debit(AccountPath.InTransit(provider, slice), amount), Line.Credit(AccountPath.Available(user), amount)], ct);

    /// <summary>The bank sent it back after it was paid: rail → available. Errors: <c>ledger.cause</c>.</summary>
    public Task<Result<LedgerTransaction>> Returned(
        MarketplaceDb db, Guid withdrawal, Guid slice, UserId user, string provider, Money amount, CancellationToken ct,
        string part = "clearing", string effect = "") =>
        Book(db, withdrawal, "withdrawal.returned", slice, effect, Nature.Fact, user,
            [Line.Debit(AccountPath.Provider(provider, part), amount), Line.Credit(AccountPath.Available(user), amount)], ct);

    private Task<Result<LedgerTransaction>> Book(MarketplaceDb db, Guid withdrawal, string kind, Guid? slice, string effect, Nature nature,
        UserId user, IReadOnlyList<Line> lines, CancellationToken ct) =>
        ledger.Post(db, new Posting(kind, Cause(kind, withdrawal, slice, effect), lines) { Nature = nature, Subject = $"withdrawal:{withdrawal}", Actor = user }, ct);
}
