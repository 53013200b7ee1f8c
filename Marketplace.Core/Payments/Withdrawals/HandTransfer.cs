using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>What became of a transfer that a person makes in the bank's own program.</summary>
public enum HandTransferState
{
    /// <summary>Waits for somebody of finance.</summary>
    Open,
    /// <summary>Made.</summary>
    Done,
    /// <summary>Refused by the bank.</summary>
    Failed,
}

/// <summary>A bank transfer that somebody of finance makes by hand and reports here.</summary>
public sealed class HandTransfer : Entity
{
    private HandTransfer()
    {
    }

    internal HandTransfer(SliceOrder order, DateTime now)
    {
        (Id, SliceId, Asset, AmountMinor) = (Guid.CreateVersion7(), order.Slice, order.Amount.Asset, order.Amount.Minor);
        (Network, Number, HolderName, Description, CreatedAt) = (order.Network, order.Number, order.HolderName, order.Description, now);
    }

    /// <summary>The operation's id.</summary>
    public Guid Id { get; private set; }
    /// <summary>What it pays.</summary>
    public SliceId SliceId { get; private set; }
    /// <summary>What is counted.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Minor units.</summary>
    public long AmountMinor { get; private set; }
    /// <summary>Bank.</summary>
    public string Network { get; private set; } = "";
    /// <summary>Account number.</summary>
    public string Number { get; private set; } = "";
    /// <summary>Holder.</summary>
    public string HolderName { get; private set; } = "";
    /// <summary>Text of the transfer.</summary>
    public string Description { get; private set; } = "";
    /// <summary>Since when it waits, UTC.</summary>
    public DateTime CreatedAt { get; private set; }
    /// <summary>State.</summary>
    public HandTransferState State { get; private set; }
    /// <summary>Who reported.</summary>
    public UserId? ReportedBy { get; private set; }
    /// <summary>When, UTC.</summary>
    public DateTime? ReportedAt { get; private set; }

    /// <summary>The amount with its asset.</summary>
    public Money Amount => new(AmountMinor, Asset);

    internal Result<Done> Report(bool isDone, UserId by, DateTime now)
    {
        if (State != HandTransferState.Open) return Error.Conflict("state", "This is no longer possible: the state is now {0}.") with { Arguments = [State.ToString()] };
        (State, ReportedBy, ReportedAt) = (isDone ? HandTransferState.Done : HandTransferState.Failed, by, now);
        return new Done();
    }
}

/// <summary>The line of last resort for bank accounts: people.</summary>
public sealed class HandRail(PayoutRules rules, TimeProvider clock) : IPayoutRail
{
    /// <summary>Code of this line; the ledger account is the house's own bank account.</summary>
    public const string LineCode = "bank";

    /// <inheritdoc/>
    public string Code => LineCode;

    /// <inheritdoc/>
    public bool SubmitsAtOnce => true;

    /// <inheritdoc/>
    public bool Carries(MethodKind kind, Asset asset) => kind == MethodKind.Bank && rules.Minimum(asset) is not null;

    /// <inheritdoc/>
    public Task<Result<Guid>> Begin(MarketplaceDb db, SliceOrder order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var transfer = new HandTransfer(order, clock.GetUtcNow().UtcDateTime);
        db.HandTransfers.Add(transfer);
        return Task.FromResult<Result<Guid>>(transfer.Id);
    }
}

internal sealed class HandTransferConfiguration : IEntityTypeConfiguration<HandTransfer>
{
    public void Configure(EntityTypeBuilder<HandTransfer> table)
    {
        table.ToTable("hand_transfers");
        table.HasKey(t => t.Id);
        table.Property(t => t.Id).ValueGeneratedNever();
        table.Property(t => t.Network).HasMaxLength(MethodDetails.LongestNetwork);
        table.Property(t => t.Number).HasMaxLength(MethodDetails.LongestNumber);
        table.Property(t => t.HolderName).HasMaxLength(MethodDetails.LongestName);
        table.Property(t => t.Description).HasMaxLength(140);
        table.Ignore(t => t.Amount);
        table.HasIndex(t => t.SliceId).IsUnique(); // A part is paid by hand at most once.
        table.HasIndex(t => new { t.State, t.CreatedAt });
    }
}
