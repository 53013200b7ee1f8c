using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>How far a batch has come.</summary>
public enum BatchState
{
    /// <summary>Put together by one person; waits for another.</summary>
    Prepared,
    /// <summary>Approved by another person.</summary>
    Approved,
    /// <summary>Taken apart again; its withdrawals wait as before.</summary>
    Dropped,
}

/// <summary>Withdrawals that one person of finance looked through and another approves together.</summary>
public sealed class PayoutBatch : Entity
{
    /// <summary>Most withdrawals in one batch.</summary>
    public const int Most = 200;

    /// <summary>All allowed steps; the README prints the same table.</summary>
    public static readonly Flow<BatchState> Steps = new((BatchState.Prepared, BatchState.Approved), (BatchState.Prepared, BatchState.Dropped));

    private PayoutBatch()
    {
    }

    internal PayoutBatch(UserId by, int items, DateTime now)
    {
        (Id, PreparedBy, PreparedAt, Items) = (PayoutBatchId.New(), by, now, items);
        Raise(new PayoutBatchMoved(Id, BatchState.Prepared, items, now));
    }

    /// <summary>Its id.</summary>
    public PayoutBatchId Id { get; private set; }
    /// <summary>State.</summary>
    public BatchState State { get; private set; }
    /// <summary>Who put it together.</summary>
    public UserId PreparedBy { get; private set; }
    /// <summary>When, UTC.</summary>
    public DateTime PreparedAt { get; private set; }
    /// <summary>Who approved or dropped it.</summary>
    public UserId? DecidedBy { get; private set; }
    /// <summary>When, UTC.</summary>
    public DateTime? DecidedAt { get; private set; }
    /// <summary>How many withdrawals it held when it was prepared.</summary>
    public int Items { get; private set; }

    internal Result<Done> Decide(BatchState to, UserId by, DateTime now)
    {
        if (Steps.Check(State, to) is { } wrong) return wrong;
        if (to == BatchState.Approved && by == PreparedBy) return WithdrawalErrors.OwnBatch;
        (State, DecidedBy, DecidedAt) = (to, by, now);
        Raise(new PayoutBatchMoved(Id, to, Items, now));
        return new Done();
    }
}

internal sealed class PayoutBatchConfiguration : IEntityTypeConfiguration<PayoutBatch>
{
    public void Configure(EntityTypeBuilder<PayoutBatch> table)
    {
        table.ToTable("payout_batches");
        table.HasKey(b => b.Id);
        table.Property(b => b.Id).ValueGeneratedNever();
        table.HasIndex(b => new { b.State, b.PreparedAt });
    }
}
