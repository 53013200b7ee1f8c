using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>How a claim of a payer's bank stands.</summary>
public enum ChargebackState
{
    /// <summary>The money is gone; evidence may bring it back. Finance looks after it.</summary>
    Open,
    /// <summary>It came back.</summary>
    Won,
    /// <summary>It stays gone.</summary>
    Lost,
}

/// <summary>A payer's bank took a payment back; from where it was taken stands in the parts.</summary>
public sealed class Chargeback : Entity
{
    private readonly List<ChargebackPart> _parts = [];

    private Chargeback()
    {
    }

    internal Chargeback(Capture capture, string reference, Money amount, Money fee, DateTime now)
    {
        (Id, CaptureId, TrancheId, Provider) = (ChargebackId.New(), capture.Id, capture.TrancheId, capture.Provider);
        (Reference, Asset, Amount, Fee, OpenedAt) = (reference, amount.Asset, amount.Minor, fee.Minor, now);
    }

    /// <summary>Its id.</summary>
    public ChargebackId Id { get; private set; }
    /// <summary>The payment that was taken back.</summary>
    public CaptureId CaptureId { get; private set; }
    /// <summary>The tranche of the payment.</summary>
    public TrancheId TrancheId { get; private set; }
    /// <summary>The rail.</summary>
    public string Provider { get; private set; } = "";
    /// <summary>The rail's own id of the claim.</summary>
    public string Reference { get; private set; } = "";
    /// <summary>What is counted.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Taken back, minor units.</summary>
    public long Amount { get; private set; }
    /// <summary>What the rail charges for it, minor units.</summary>
    public long Fee { get; private set; }
    /// <summary>How it stands.</summary>
    public ChargebackState State { get; private set; }
    /// <summary>When it came; UTC.</summary>
    public DateTime OpenedAt { get; private set; }
    /// <summary>When it was decided; UTC.</summary>
    public DateTime? DecidedAt { get; private set; }
    /// <summary>The booking.</summary>
    public LedgerTransactionId TransactionId { get; private set; }
    /// <summary>From where the money was taken, in the order of the lines.</summary>
    public IReadOnlyList<ChargebackPart> Parts => _parts;

    internal void Add(ChargebackPart part) => _parts.Add(part.Of(Id, _parts.Count + 1));
    internal void Booked(LedgerTransactionId transaction) => TransactionId = transaction;
    internal void Decide(ChargebackState state, DateTime now) => (State, DecidedAt) = (state, now);
    internal void Happened(IEvent happened) => Raise(happened);
}

/// <summary>Where a chargeback found money.</summary>
public enum ChargebackSource
{
    /// <summary>Still in escrow.</summary>
    Escrow,
    /// <summary>Promised back to the payer, not handed to the rail yet.</summary>
    RefundHold,
    /// <summary>With a payee, as pending, available or reserved money, or owed.</summary>
    Payee,
    /// <summary>A fee of the house, or tax.</summary>
    House,
    /// <summary>Refunded to the payer before: now the payer owes it.</summary>
    Payer,
}

/// <summary>One line of a chargeback.</summary>
public sealed class ChargebackPart
{
    private ChargebackPart()
    {
    }

    internal ChargebackPart(ChargebackSource source, string account, long minor) => (Source, Account, Amount) = (source, account, minor);

    /// <summary>The chargeback.</summary>
    public ChargebackId ChargebackId { get; private set; }
    /// <summary>Place, from 1.</summary>
    public int Number { get; private set; }
    /// <summary>Where it was found.</summary>
    public ChargebackSource Source { get; private set; }
    /// <summary>The account it was taken from.</summary>
    public string Account { get; private set; } = "";
    /// <summary>Minor units.</summary>
    public long Amount { get; private set; }
    /// <summary>The share of the payment, for money of escrow, payees and the house.</summary>
    public int Share { get; internal set; }
    /// <summary>The payee or payer.</summary>
    public UserId User { get; internal set; }
    /// <summary>The pending earning it was taken from.</summary>
    public ClearingId? Clearing { get; internal set; }
    /// <summary>The refund it was taken from.</summary>
    public RefundId? Refund { get; internal set; }

    internal ChargebackPart Of(ChargebackId chargeback, int number)
    {
        (ChargebackId, Number) = (chargeback, number);
        return this;
    }
}

internal sealed class ChargebackConfiguration : IEntityTypeConfiguration<Chargeback>
{
    public void Configure(EntityTypeBuilder<Chargeback> table)
    {
        table.ToTable("chargebacks");
        table.HasKey(c => c.Id);
        table.Property(c => c.Provider).HasMaxLength(40);
        table.Property(c => c.Reference).HasMaxLength(200);
        table.HasIndex(c => c.CaptureId);
        table.HasIndex(c => c.TrancheId);
        table.HasIndex(c => new { c.Provider, c.Reference }).IsUnique();
        table.HasMany(c => c.Parts).WithOne().HasForeignKey(p => p.ChargebackId);
        table.Navigation(c => c.Parts).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}

internal sealed class ChargebackPartConfiguration : IEntityTypeConfiguration<ChargebackPart>
{
    public void Configure(EntityTypeBuilder<ChargebackPart> table)
    {
        table.ToTable("chargeback_parts");
        table.HasKey(p => new { p.ChargebackId, p.Number });
        table.Property(p => p.Account).HasMaxLength(LedgerEntry.LongestPath);
    }
}
