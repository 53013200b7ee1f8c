using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>
/// Money that its owner asked to have paid out. From the request on it is reserved; every part ends either outside or with its owner again.
/// </summary>
public sealed class Withdrawal : Entity
{
    private readonly List<WithdrawalSlice> _slices = [];

    private Withdrawal()
    {
    }

    internal Withdrawal(PayoutMethod method, Money amount, bool needsSecond, DateTime now, DateTime dueAt)
    {
        (Id, UserId, MethodId, Asset, AmountMinor) = (WithdrawalId.New(), method.UserId, method.Id, amount.Asset, amount.Minor);
        (Kind, Network, Number, HolderName) = (method.Kind, method.Network, method.Number, method.HolderName);
        (NeedsSecond, RequestedAt, StateSince, DueAt, Subject) = (needsSecond, now, now, dueAt, $"withdrawal:{Id}");
        Tell(now);
    }

    /// <summary>Its id.</summary>
    public WithdrawalId Id { get; private set; }
    /// <summary>Whose money.</summary>
    public UserId UserId { get; private set; }
    /// <summary>Where to.</summary>
    public PayoutMethodId MethodId { get; private set; }
    /// <summary>What is counted.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Minor units.</summary>
    public long AmountMinor { get; private set; }
    /// <summary>The method's kind when it was asked.</summary>
    public MethodKind Kind { get; private set; }
    /// <summary>The method's network then.</summary>
    public string Network { get; private set; } = "";
    /// <summary>The method's number then.</summary>
    public string Number { get; private set; } = "";
    /// <summary>The method's holder then.</summary>
    public string HolderName { get; private set; } = "";
    /// <summary>How far it has come.</summary>
    public WithdrawalState State { get; private set; }
    /// <summary>Since when, UTC.</summary>
    public DateTime StateSince { get; private set; }
    /// <summary>When it was asked, UTC.</summary>
    public DateTime RequestedAt { get; private set; }
    /// <summary>Until when finance promised to decide, UTC.</summary>
    public DateTime DueAt { get; private set; }
    /// <summary>Whether two people have to approve it.</summary>
    public bool NeedsSecond { get; private set; }
    /// <summary>Who approved first; null when the rule did.</summary>
    public UserId? FirstApprover { get; private set; }
    /// <summary>Who approved second.</summary>
    public UserId? SecondApprover { get; private set; }
    /// <summary>When it was approved, UTC.</summary>
    public DateTime? ApprovedAt { get; private set; }
    /// <summary>The batch it waits in or was approved with.</summary>
    public PayoutBatchId? BatchId { get; private set; }
    /// <summary>Why it waits, was rejected or failed; a sentence or a provider's code.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>The thread of its ledger transactions.</summary>
    public string Subject { get; private set; } = "";
    /// <summary>Raised with every change of a part, so that two parts that end at once see each other.</summary>
    public int Turns { get; private set; }
    /// <summary>Its parts, by day.</summary>
    public IReadOnlyList<WithdrawalSlice> Slices => _slices;

    /// <summary>The amount with its asset.</summary>
    public Money Amount => new(AmountMinor, Asset);
    /// <summary>What arrived and stayed.</summary>
    public Money Paid => new(_slices.Sum(s => s.PaidMinor - s.ReturnedMinor), Asset);
    /// <summary>Network and last digits.</summary>
    public string Masked => $"{Network} {MethodDetails.Mask(Number)}";

    /// <summary>One person agrees.</summary>
    /// <returns>Whether it is approved now; otherwise a second person is needed.</returns>
    internal Result<bool> Approve(UserId by, DateTime now)
    {
        if (WithdrawalFlow.Steps.Check(State, WithdrawalState.Approved) is { } wrong) return wrong;
        if (by == UserId) return WithdrawalErrors.Own;
        if (FirstApprover == by) return WithdrawalErrors.SamePerson;
        if (FirstApprover is null) FirstApprover = by;
        else SecondApprover = by;
        if (NeedsSecond && SecondApprover is null)
        {
            Tell(now);
            return false;
        }
        ApprovedAt = now;
        Move(WithdrawalState.Approved, now);
        return true;
    }

    /// <summary>The rule for small amounts of known payees agrees.</summary>
    internal void ApproveByRule(DateTime now)
    {
        ApprovedAt = now;
        Move(WithdrawalState.Approved, now);
    }

    internal Result<Done> Reject(UserId by, string reason, DateTime now)
    {
        if (by == UserId) return WithdrawalErrors.Own;
        if (WithdrawalFlow.Steps.Check(State, WithdrawalState.Rejected) is { } wrong) return wrong;
        Reason = reason;
        Move(WithdrawalState.Rejected, now);
        return new Done();
    }

    internal Result<Done> Cancel(DateTime now)
    {
        if (WithdrawalFlow.Steps.Check(State, WithdrawalState.Cancelled) is { } wrong) return wrong;
        Move(WithdrawalState.Cancelled, now);
        return new Done();
    }

    internal Error? JoinBatch(PayoutBatchId batch)
    {
        if (State != WithdrawalState.Requested || BatchId is not null) return WithdrawalErrors.InBatch;
        BatchId = batch;
        return null;
    }

    internal void LeaveBatch() => BatchId = null;

    internal void Cut(IEnumerable<(DateOnly Day, long Minor)> parts, Func<DateOnly, DateTime> at)
    {
        foreach (var (day, minor) in parts) _slices.Add(new WithdrawalSlice(Id, _slices.Count + 1, new Money(minor, Asset), day, at(day)));
    }

    /// <summary>Takes the state that its parts show.</summary>
    internal void Settle(DateTime now)
    {
        Turn();
        var to = _slices switch
        {
            _ when _slices.Any(s => s.State == SliceState.Returned) && _slices.All(s => s.State.IsOver()) => WithdrawalState.Returned,
            _ when !_slices.All(s => s.State.IsOver()) => _slices.All(s => s.State is SliceState.Queued or SliceState.Failed) && State == WithdrawalState.Approved
                ? WithdrawalState.Approved : WithdrawalState.Sending,
            _ when _slices.All(s => s.State == SliceState.Paid) => WithdrawalState.Paid,
            _ when _slices.All(s => s.State == SliceState.Failed) => WithdrawalState.Failed,
            _ => WithdrawalState.PartlyPaid,
        };
        Reason = _slices.LastOrDefault(s => s.Reason.Length > 0)?.Reason ?? Reason;
        // A part that comes back before the last part ended: first the others end.
        if (to == WithdrawalState.Returned && State is WithdrawalState.Approved or WithdrawalState.Sending) Move(WithdrawalState.PartlyPaid, now);
        if (to == State) Tell(now);
        else Move(to, now);
    }

    internal void Turn() => Turns++;

    private void Move(WithdrawalState to, DateTime now)
    {
        if (WithdrawalFlow.Steps.Check(State, to) is { } wrong) throw new InvalidOperationException($"Withdrawal {Id}: {State} → {to} ({wrong.Code}).");
        (State, StateSince) = (to, now);
        Tell(now);
    }

    private void Tell(DateTime now) => Raise(new WithdrawalMoved(Id, UserId, State, Amount, now));
}

internal sealed class WithdrawalConfiguration : IEntityTypeConfiguration<Withdrawal>
{
    public void Configure(EntityTypeBuilder<Withdrawal> table)
    {
        table.ToTable("withdrawals", t => t.HasCheckConstraint("ck_withdrawals_amount", "\"AmountMinor\" > 0"));
        table.HasKey(w => w.Id);
        table.Property(w => w.Id).ValueGeneratedNever();
        table.Property(w => w.Network).HasMaxLength(MethodDetails.LongestNetwork);
        table.Property(w => w.Number).HasMaxLength(MethodDetails.LongestNumber);
        table.Property(w => w.HolderName).HasMaxLength(MethodDetails.LongestName);
        table.Property(w => w.Reason).HasMaxLength(500);
        table.Property(w => w.Subject).HasMaxLength(120);
        foreach (var computed in new[] { nameof(Withdrawal.Amount), nameof(Withdrawal.Paid), nameof(Withdrawal.Masked) }) table.Ignore(computed);
        table.HasIndex(w => new { w.UserId, w.RequestedAt });
        table.HasIndex(w => new { w.State, w.DueAt });
        table.HasIndex(w => w.Subject).IsUnique();
        table.HasIndex(w => w.BatchId);
        table.HasMany(w => w.Slices).WithOne().HasForeignKey(s => s.WithdrawalId);
        table.Navigation(w => w.Slices).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
