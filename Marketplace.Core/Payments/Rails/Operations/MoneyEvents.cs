using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>What happened to money at a rail, in our words.</summary>
public enum MoneyEventKind
{
    /// <summary>A payer's money arrived at the rail; nobody has it yet.</summary>
    Received,
    /// <summary>Arrived money is used for what it was asked for.</summary>
    Applied,
    /// <summary>Arrived money above what was asked: it is the payer's.</summary>
    Surplus,
    /// <summary>Arrived money that nobody wants goes back: set aside for a refund.</summary>
    RefundDue,
    /// <summary>A refund left for the rail.</summary>
    RefundSubmitted,
    /// <summary>A refund reached the payer.</summary>
    RefundPaid,
    /// <summary>A refund did not reach the payer; it is set aside again.</summary>
    RefundFailed,
    /// <summary>A payout left for the rail.</summary>
    PayoutSubmitted,
    /// <summary>A payout, or a part of it, reached the payee.</summary>
    PayoutPaid,
    /// <summary>A payout, or the rest of it, surely moved nothing.</summary>
    PayoutFailed,
    /// <summary>A payout came back after it was paid.</summary>
    PayoutReturned,
    /// <summary>A payer's bank took collected money back.</summary>
    ChargedBack,
    /// <summary>The rail kept something for itself.</summary>
    Fee,
    /// <summary>Money stands in the rail's book that belongs to no payment of ours.</summary>
    Unmatched,
}

/// <summary>What the money of a payment is for.</summary>
public enum PaymentPurpose
{
    /// <summary>A tranche of an agreement.</summary>
    Tranche,
    /// <summary>The payer's own wallet.</summary>
    Wallet,
}

/// <summary>A fact about money at a rail.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Rail">Code of the rail.</param>
/// <param name="Operation">Which operation.</param>
/// <param name="Effect">Unique per operation: the same fact learned twice has the same effect.</param>
/// <param name="Amount">How much, above zero.</param>
/// <param name="Subject">The payment of a collect, the cause of a refund, the withdrawal of a payout.</param>
/// <param name="At">When we learned it, UTC.</param>
public sealed record MoneyEvent(
    MoneyEventKind Kind, string Rail, OperationId Operation, string Effect, Money Amount, Guid Subject, DateTime At)
{
    /// <summary>Whose money it is: the payer of collects and refunds, the payee of payouts.</summary>
    public UserId Payer { get; init; }
    /// <summary>What the payment is for.</summary>
    public PaymentPurpose? Purpose { get; init; }
    /// <summary>The tranche or wallet that is paid for; the withdrawal of a payout.</summary>
    public Guid For { get; init; }
    /// <summary>Of arrived money: whether it is applied in the same step, so that it need not wait anywhere.</summary>
    public bool IsUsedAtOnce { get; init; }
    /// <summary>Of applied money: the part that arrived earlier and waits.</summary>
    public Money Parked { get; init; } = Money.Zero(Amount.Asset);

    /// <summary>The same for every telling of this fact: the key of the ledger transaction.</summary>
    public Guid Cause => StableId.Of($"{Operation}:{Effect}");
}

/// <summary>What became of money.</summary>
public enum MoneyUse
{
    /// <summary>It is where it was meant to go.</summary>
    Booked,
    /// <summary>It is not wanted any more and is set aside for a refund.</summary>
    GoesBack,
    /// <summary>It fits nothing; finance resolves it.</summary>
    Parked,
}

/// <summary>Turns facts into ledger transactions, inside the transaction that stores the fact.</summary>
public interface IMoneyEvents
{
    /// <summary>
    /// Posts the fact. Only what has not happened yet may be refused: <see cref="MoneyEventKind.RefundSubmitted"/> and
    /// <see cref="MoneyEventKind.PayoutSubmitted"/>; then nothing is sent.
    /// </summary>
    Task<Result<MoneyUse>> Post(MarketplaceDb db, MoneyEvent happened, CancellationToken ct);
}

/// <summary>Facts about payouts, told to whoever ordered them: a payout has a life of its own beside its money.</summary>
public interface IPayoutEvents
{
    /// <summary>Applies and books the fact, in the transaction that stores it.</summary>
    /// <returns>What became of it; null when the payout is somebody else's.</returns>
    Task<Result<MoneyUse>?> Post(MarketplaceDb db, MoneyEvent happened, CancellationToken ct);
}

/// <summary>The written fact: one row per operation and effect, never changed.</summary>
public sealed class RailEvent : IAppendOnly
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Code of the rail.</summary>
    public required string Rail { get; init; }
    /// <summary>Which operation.</summary>
    public required OperationId OperationId { get; init; }
    /// <summary>Unique per operation.</summary>
    public required string Effect { get; init; }
    /// <summary>What happened.</summary>
    public required MoneyEventKind Kind { get; init; }
    /// <summary>Amount, minor units.</summary>
    public required long Minor { get; init; }
    /// <summary>Asset.</summary>
    public required Asset Asset { get; init; }
    /// <summary>When we learned it, UTC.</summary>
    public required DateTime At { get; init; }
}

internal sealed class RailEventConfiguration : IEntityTypeConfiguration<RailEvent>
{
    public void Configure(EntityTypeBuilder<RailEvent> table)
    {
        table.ToTable("rail_events");
        table.HasKey(e => e.Id);
        table.Property(e => e.Rail).HasMaxLength(40);
        table.Property(e => e.Effect).HasMaxLength(80);
        table.HasIndex(e => new { e.OperationId, e.Effect }).IsUnique();
        table.HasIndex(e => e.At);
    }
}
