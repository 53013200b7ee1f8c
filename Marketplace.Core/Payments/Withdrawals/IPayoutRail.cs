using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>What a payment line is asked to send.</summary>
/// <param name="Withdrawal">What it is a part of.</param>
/// <param name="Payee">Whose money it is.</param>
/// <param name="Slice">The part; its id is the idempotency key for ever.</param>
/// <param name="Amount">How much.</param>
/// <param name="Kind">Kind of place.</param>
/// <param name="Network">Network, bank or platform.</param>
/// <param name="Number">Phone number, account or address.</param>
/// <param name="HolderName">Name of its holder.</param>
/// <param name="Description">One line for the payee.</param>
public sealed record SliceOrder(
    WithdrawalId Withdrawal, UserId Payee, SliceId Slice, Money Amount, MethodKind Kind, string Network, string Number, string HolderName, string Description);

/// <summary>
/// A line by which payouts leave the house. It begins an operation inside the caller's transaction, sends it after the commit, and tells what
/// became of it through <see cref="PayoutFacts"/>.
/// </summary>
public interface IPayoutRail
{
    /// <summary>Code of the provider, as its ledger accounts carry it.</summary>
    string Code { get; }

    /// <summary>Whether it reaches this kind of place in this asset now.</summary>
    bool Carries(MethodKind kind, Asset asset);

    /// <summary>Whether the money counts as handed over as soon as the operation is begun; otherwise the line tells when.</summary>
    bool SubmitsAtOnce { get; }

    /// <summary>Begins an operation.</summary>
    /// <returns>Its id; a refusal means that nothing was begun and nothing will move.</returns>
    Task<Result<Guid>> Begin(MarketplaceDb db, SliceOrder order, CancellationToken ct);
}

/// <summary>The lines of this installation: payment rails first, people last.</summary>
public sealed class PayoutRails(IEnumerable<IPayoutRail> own, RailBook rails, MoneyOut send)
{
    /// <summary>The line for a kind of place, or null.</summary>
    public IPayoutRail? For(MethodKind kind, Asset asset) => rails.All.Select(r => new RailLine(r.Describe(), send))
        .Concat(own).FirstOrDefault(line => line.Carries(kind, asset));
}
