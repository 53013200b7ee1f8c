using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>How far a refund over a rail has come.</summary>
public enum RefundState
{
    /// <summary>Promised; waits for the rail. Finance looks after it.</summary>
    Held,
    /// <summary>Handed to the rail, whose answer is not known yet.</summary>
    Submitted,
    /// <summary>The payer has it.</summary>
    Paid,
    /// <summary>Went to the payer's own balance instead.</summary>
    Credited,
    /// <summary>The payer's bank took the money before the rail did.</summary>
    Charged,
}

/// <summary>Money on its way back to a payer by the rail it came on; bound to the payment it takes back.</summary>
public sealed class Refund : Entity
{
    /// <summary>All allowed steps; the README prints the same table.</summary>
    public static readonly Flow<RefundState> Steps = new(
        (RefundState.Held, RefundState.Submitted), (RefundState.Held, RefundState.Credited), (RefundState.Held, RefundState.Charged),
        (RefundState.Submitted, RefundState.Paid), (RefundState.Submitted, RefundState.Held), (RefundState.Charged, RefundState.Held));

    private Refund()
    {
    }

    internal Refund(TrancheId? tranche, CaptureId? capture, UserId payer, Payment origin, Money amount, string reason, DateTime now)
    {
        (Id, TrancheId, CaptureId, PayerId) = (RefundId.New(), tranche, capture, payer);
        (Provider, Part, Reference, Asset, Amount) = (origin.Provider, origin.Part, origin.Reference, amount.Asset, amount.Minor);
        (Reason, StateSince) = (reason, now);
        Raise(new RefundHeld(Id, Provider, Reference, amount));
    }

    /// <summary>Its id; the hold account carries it.</summary>
    public RefundId Id { get; private set; }
    /// <summary>The tranche; null for money that never reached one.</summary>
    public TrancheId? TrancheId { get; private set; }
    /// <summary>The payment it takes back; null for money that never reached a tranche.</summary>
    public CaptureId? CaptureId { get; private set; }
    /// <summary>Whose money it is.</summary>
    public UserId PayerId { get; private set; }
    /// <summary>Rail it goes back by.</summary>
    public string Provider { get; private set; } = "";
    /// <summary>Which of the provider's accounts it leaves.</summary>
    public string Part { get; private set; } = "";
    /// <summary>The provider's own id of the payment it takes back.</summary>
    public string Reference { get; private set; } = "";
    /// <summary>What is counted.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Minor units.</summary>
    public long Amount { get; private set; }
    /// <summary>How far it has come.</summary>
    public RefundState State { get; private set; }
    /// <summary>Since when.</summary>
    public DateTime StateSince { get; private set; }
    /// <summary>Why; for people.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>Why the rail refused it last; empty if it never did.</summary>
    public string LastFailure { get; private set; } = "";
    /// <summary>How often it was handed to a rail; part of the cause of each booking.</summary>
    public int Attempts { get; private set; }
    /// <summary>The amount with its asset.</summary>
    public Money Money => new(Amount, Asset);

    /// <summary>Splits a part off, which goes its own way.</summary>
    internal Refund Divide(long minor, DateTime now)
    {
        Amount -= minor;
        return new Refund
        {
            Id = RefundId.New(), TrancheId = TrancheId, CaptureId = CaptureId, PayerId = PayerId, Provider = Provider, Part = Part,
            Reference = Reference, Asset = Asset, Amount = minor, State = RefundState.Held, StateSince = now, Reason = Reason,
        };
    }

    internal Result<Done> Move(RefundState to, DateTime now, string failure = "")
    {
        if (Steps.Check(State, to) is { } wrong) return wrong;
        if (to == RefundState.Submitted) Attempts++;
        if (failure.Length > 0) LastFailure = failure;
        (State, StateSince) = (to, now);
        if (to == RefundState.Paid || to == RefundState.Credited) Raise(new RefundArrived(Id, TrancheId, PayerId, Money, to == RefundState.Credited));
        if (to == RefundState.Held) Raise(new RefundFailed(Id, Provider, Money, failure));
        return new Done();
    }
}

internal sealed class RefundConfiguration : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> table)
    {
        table.ToTable("refunds");
        table.HasKey(r => r.Id);
        table.Property(r => r.Provider).HasMaxLength(40);
        table.Property(r => r.Part).HasMaxLength(40);
        table.Property(r => r.Reference).HasMaxLength(200);
        table.Property(r => r.Reason).HasMaxLength(500);
        table.Property(r => r.LastFailure).HasMaxLength(500);
        table.Ignore(r => r.Money);
        table.HasIndex(r => new { r.State, r.StateSince });
        table.HasIndex(r => r.CaptureId);
        table.HasIndex(r => r.TrancheId);
        table.HasIndex(r => r.PayerId);
    }
}
