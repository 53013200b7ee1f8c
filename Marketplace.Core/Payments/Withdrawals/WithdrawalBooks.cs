using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>
/// The only place where withdrawals meet the ledger: available → hold → in transit → provider, and the ways back. Nothing else of this folder
/// books anything.
/// </summary>
public sealed class WithdrawalBooks(Ledger ledger)
{
    /// <summary>Requested: available → hold. Errors: wallet.short.</summary>
    public async Task<Result<Done>> Hold(MarketplaceDb db, Withdrawal withdrawal, CancellationToken ct)
    {
        var booked = await Book(db, withdrawal, "withdrawal.request", "request",
            AccountPath.Available(withdrawal.UserId), HoldOf(withdrawal), withdrawal.Amount, Nature.Ordinary, null, ct);
        return booked.Error?.Code == LedgerErrors.Short.Code ? WithdrawalErrors.Short : booked;
    }

    /// <summary>Rejected, cancelled or never sent: hold → available.</summary>
    public Task<Result<Done>> GiveBack(MarketplaceDb db, Withdrawal withdrawal, Money amount, string step, CancellationToken ct) =>
        Book(db, withdrawal, "withdrawal.back", step, HoldOf(withdrawal), AccountPath.Available(withdrawal.UserId), amount, Nature.Ordinary, null, ct);

    /// <summary>Handed to a provider: hold → in transit.</summary>
    public Task<Result<Done>> Submit(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice slice, CancellationToken ct) =>
        Book(db, withdrawal, "withdrawal.submit", $"submit:{slice.Id}", HoldOf(withdrawal), TransitOf(slice), slice.Amount, Nature.Ordinary, slice, ct);

    /// <summary>Arrived: in transit → provider.</summary>
    public Task<Result<Done>> Paid(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice slice, Money amount, string effect, CancellationToken ct) =>
        Book(db, withdrawal, "withdrawal.paid", $"paid:{slice.Id}:{effect}", TransitOf(slice), AccountPath.Provider(slice.Provider), amount, Nature.Fact, slice, ct);

    /// <summary>The provider's fee, which the house bears: expense → provider.</summary>
    public Task<Result<Done>> Fee(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice slice, Money amount, string effect, CancellationToken ct) =>
        Book(db, withdrawal, "withdrawal.fee", $"fee:{slice.Id}:{effect}", AccountPath.ProviderFees, AccountPath.Provider(slice.Provider), amount, Nature.Fact, slice, ct);

    /// <summary>Surely did not arrive: in transit → available.</summary>
    public Task<Result<Done>> Failed(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice slice, Money amount, string effect, CancellationToken ct) =>
        Book(db, withdrawal, "withdrawal.failed", $"failed:{slice.Id}:{effect}", TransitOf(slice), AccountPath.Available(withdrawal.UserId), amount, Nature.Ordinary, slice, ct);

    /// <summary>Came back after it had arrived: provider → available.</summary>
    public Task<Result<Done>> Returned(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice slice, Money amount, string effect, CancellationToken ct) =>
        Book(db, withdrawal, "withdrawal.returned", $"returned:{slice.Id}:{effect}",
            AccountPath.Provider(slice.Provider), AccountPath.Available(withdrawal.UserId), amount, Nature.Fact, slice, ct);

    private async Task<Result<Done>> Book(MarketplaceDb db, Withdrawal withdrawal, string kind, string step, string debit, string credit,
        Money amount, Nature nature, WithdrawalSlice? slice, CancellationToken ct)
    {
        var links = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (slice is not null) (links["slice"], links["provider"]) = (slice.Id.ToString(), slice.Provider);
        var posting = new Posting(kind, $"{withdrawal.Subject}:{step}", [Line.Debit(debit, amount), Line.Credit(credit, amount)])
        {
            Nature = nature, Subject = withdrawal.Subject, Links = links,
        };
        return (await ledger.Post(db, posting, ct)).Then(_ => new Done());
    }

    private static string HoldOf(Withdrawal withdrawal) => AccountPath.WithdrawalHold(withdrawal.Id.Value);

    private static string TransitOf(WithdrawalSlice slice) => AccountPath.InTransit(slice.Provider, slice.OperationId!.Value);
}
