using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>A part of a withdrawal that is sent on one day. Its id is the provider's idempotency key for ever; it is sent at most once.</summary>
public sealed class WithdrawalSlice : Entity
{
    private WithdrawalSlice()
    {
    }

    internal WithdrawalSlice(WithdrawalId withdrawal, int number, Money amount, DateOnly day, DateTime sendAt)
    {
        (Id, WithdrawalId, Number, Asset, AmountMinor) = (SliceId.New(), withdrawal, number, amount.Asset, amount.Minor);
        (Day, SendAt, StateSince) = (day, sendAt, sendAt);
    }

    /// <summary>Its id.</summary>
    public SliceId Id { get; private set; }
    /// <summary>The withdrawal.</summary>
    public WithdrawalId WithdrawalId { get; private set; }
    /// <summary>Place in the withdrawal, from 1.</summary>
    public int Number { get; private set; }
    /// <summary>What is counted.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Minor units.</summary>
    public long AmountMinor { get; private set; }
    /// <summary>Calendar day in Accra whose limit it uses.</summary>
    public DateOnly Day { get; private set; }
    /// <summary>Not sent before, UTC.</summary>
    public DateTime SendAt { get; private set; }
    /// <summary>How far it has come.</summary>
    public SliceState State { get; private set; }
    /// <summary>Since when, UTC.</summary>
    public DateTime StateSince { get; private set; }
    /// <summary>Code of the provider it was handed to; empty before.</summary>
    public string Provider { get; private set; } = "";
    /// <summary>The provider's operation; null before.</summary>
    public Guid? OperationId { get; private set; }
    /// <summary>When its money left the hold, UTC; null before.</summary>
    public DateTime? SubmittedAt { get; private set; }
    /// <summary>Arrived so far, minor units.</summary>
    public long PaidMinor { get; private set; }
    /// <summary>Came back after it had arrived, minor units.</summary>
    public long ReturnedMinor { get; private set; }
    /// <summary>What the provider took from the house for it, minor units.</summary>
    public long FeeMinor { get; private set; }
    /// <summary>Why it waits, failed or came back; a sentence or the provider's code.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>The provider's or bank's reference.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>The amount with its asset.</summary>
    public Money Amount => new(AmountMinor, Asset);
    /// <summary>Whether it counts against the limits of the receiving wallet: all but what surely never arrived.</summary>
    public bool CountsAgainstLimits => State is not SliceState.Failed;

    internal Result<Done> Send(string provider, Guid operation, DateTime now)
    {
        if (Move(SliceState.Sent, now) is { } wrong) return wrong;
        (Provider, OperationId, Reason) = (provider, operation, "");
        return new Done();
    }

    internal void Submitted(DateTime now) => SubmittedAt ??= now;

    internal void Wait(string reason) => Reason = reason;

    internal Error? Lose(string reason, DateTime now)
    {
        if (Move(SliceState.Unknown, now) is { } wrong) return wrong;
        Reason = reason;
        return null;
    }

    /// <summary>Some or all of it arrived.</summary>
    internal Error? Arrive(long minor, string reference, DateTime now)
    {
        if (minor <= 0 || PaidMinor + minor > AmountMinor) throw new InvalidOperationException($"Slice {Id}: {PaidMinor} + {minor} of {AmountMinor} cannot have arrived.");
        if (PaidMinor + minor == AmountMinor && Move(SliceState.Paid, now) is { } wrong) return wrong;
        PaidMinor += minor;
        if (reference.Length > 0) Reference = reference;
        if (State == SliceState.Paid) Reason = "";
        return null;
    }

    /// <summary>The rest surely did not arrive.</summary>
    internal Error? Fail(string reason, DateTime now)
    {
        if (Move(PaidMinor > 0 ? SliceState.PartlyPaid : SliceState.Failed, now) is { } wrong) return wrong;
        Reason = reason;
        return null;
    }

    internal Error? Return(long minor, string reason, DateTime now)
    {
        if (minor <= 0 || ReturnedMinor + minor > PaidMinor) throw new InvalidOperationException($"Slice {Id}: {ReturnedMinor} + {minor} of {PaidMinor} cannot have come back.");
        if (State != SliceState.Returned && Move(SliceState.Returned, now) is { } wrong) return wrong;
        (ReturnedMinor, Reason) = (ReturnedMinor + minor, reason);
        return null;
    }

    internal void Charge(long feeMinor) => FeeMinor += feeMinor;

    private Error? Move(SliceState to, DateTime now)
    {
        if (WithdrawalFlow.SliceSteps.Check(State, to) is { } wrong) return wrong;
        (State, StateSince) = (to, now);
        return null;
    }
}

internal sealed class WithdrawalSliceConfiguration : IEntityTypeConfiguration<WithdrawalSlice>
{
    public void Configure(EntityTypeBuilder<WithdrawalSlice> table)
    {
        table.ToTable("withdrawal_slices", t => t.HasCheckConstraint("ck_withdrawal_slices_paid",
            "\"AmountMinor\" > 0 AND \"PaidMinor\" >= 0 AND \"PaidMinor\" <= \"AmountMinor\" AND \"ReturnedMinor\" >= 0 AND \"ReturnedMinor\" <= \"PaidMinor\""));
        table.HasKey(s => s.Id);
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Provider).HasMaxLength(40);
        table.Property(s => s.Reason).HasMaxLength(500);
        table.Property(s => s.Reference).HasMaxLength(100);
        table.Ignore(s => s.Amount);
        table.Ignore(s => s.CountsAgainstLimits);
        table.HasIndex(s => new { s.WithdrawalId, s.Number }).IsUnique();
        table.HasIndex(s => new { s.State, s.SendAt });
        table.HasIndex(s => s.OperationId).IsUnique(); // One operation pays one part, and never two.
    }
}
