using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Rails.Attempts;

/// <summary>How a payment stands for its payer.</summary>
public enum AttemptState
{
    /// <summary>Made; the rail does not know it yet.</summary>
    Created,
    /// <summary>The payer sees a prompt, a code or a link.</summary>
    Presented,
    /// <summary>The payer answered; the rail is working.</summary>
    Processing,
    /// <summary>Less than asked arrived; the rest may still come.</summary>
    AwaitingTopUp,
    /// <summary>The rail said so when we asked: paid.</summary>
    Verified,
    /// <summary>Refused.</summary>
    Failed,
    /// <summary>Not paid in time, or cancelled.</summary>
    Expired,
    /// <summary>No answer: the rail is asked again and again.</summary>
    Unknown,
    /// <summary>Money arrived that cannot be used; it goes back.</summary>
    Refunding,
    /// <summary>It went back.</summary>
    Refunded,
}

/// <summary>A payment as its payer sees it, the same machine for every rail.</summary>
public sealed class PaymentAttempt : Entity
{
    /// <summary>All allowed steps; the README prints the same table.</summary>
    public static readonly Flow<AttemptState> Flow = new(
        [
            .. Steps(AttemptState.Created, AttemptState.Presented, AttemptState.Processing, AttemptState.AwaitingTopUp, AttemptState.Verified,
                AttemptState.Failed, AttemptState.Expired, AttemptState.Unknown, AttemptState.Refunding),
            .. Steps(AttemptState.Presented, AttemptState.Processing, AttemptState.AwaitingTopUp, AttemptState.Verified, AttemptState.Failed,
                AttemptState.Expired, AttemptState.Unknown, AttemptState.Refunding),
            .. Steps(AttemptState.Processing, AttemptState.AwaitingTopUp, AttemptState.Verified, AttemptState.Failed, AttemptState.Expired,
                AttemptState.Unknown, AttemptState.Refunding),
            .. Steps(AttemptState.Unknown, AttemptState.Presented, AttemptState.Processing, AttemptState.AwaitingTopUp, AttemptState.Verified,
                AttemptState.Failed, AttemptState.Expired, AttemptState.Refunding),
            .. Steps(AttemptState.AwaitingTopUp, AttemptState.Verified, AttemptState.Refunding),
            // Money that comes late is used if it is still wanted, and goes back otherwise.
            .. Steps(AttemptState.Expired, AttemptState.Verified, AttemptState.Refunding),
            .. Steps(AttemptState.Failed, AttemptState.Verified, AttemptState.Refunding),
            .. Steps(AttemptState.Refunding, AttemptState.Refunded),
        ]);

    private static IEnumerable<(AttemptState, AttemptState)> Steps(AttemptState from, params AttemptState[] to) => to.Select(t => (from, t));

    private PaymentAttempt()
    {
    }

    internal PaymentAttempt(UserId payer, PaymentPurpose purpose, Guid @for, Money asked, string rail, DateTime now, DateTime expiresAt)
    {
        Id = AttemptId.New();
        (PayerId, Purpose, For, AskedMinor, Asset, Rail, CreatedAt, ExpiresAt) =
            (payer, purpose, @for, asked.Minor, asked.Asset, rail, now, expiresAt);
    }

    /// <summary>Its id.</summary>
    public AttemptId Id { get; private set; }
    /// <summary>Who pays.</summary>
    public UserId PayerId { get; private set; }
    /// <summary>What for.</summary>
    public PaymentPurpose Purpose { get; private set; }
    /// <summary>The tranche or wallet that is paid for.</summary>
    public Guid For { get; private set; }
    /// <summary>Asked, minor units.</summary>
    public long AskedMinor { get; private set; }
    /// <summary>Arrived, minor units.</summary>
    public long ReceivedMinor { get; private set; }
    /// <summary>Asset.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Code of the rail.</summary>
    public string Rail { get; private set; } = "";
    /// <summary>The operation that collects.</summary>
    public OperationId CollectId { get; internal set; }
    /// <summary>State.</summary>
    public AttemptState State { get; private set; } = AttemptState.Created;
    /// <summary>What the payer does.</summary>
    public PayerAction Action { get; private set; }
    /// <summary>The rail's page, or what the code says.</summary>
    public string? StepUrl { get; private set; }
    /// <summary>Stable code of why it failed or goes back.</summary>
    public string? Reason { get; private set; }
    /// <summary>Since when a person should look, UTC; null when nobody need.</summary>
    public DateTime? AttentionSince { get; private set; }
    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; private set; }
    /// <summary>Until when it can be paid, UTC.</summary>
    public DateTime ExpiresAt { get; private set; }
    /// <summary>When it was verified, UTC.</summary>
    public DateTime? VerifiedAt { get; private set; }

    /// <summary>The tranche that this payment paid, so that the database refuses a second one; null otherwise.</summary>
    public Guid? PaidFor { get; private set; }

    /// <summary>Asked.</summary>
    public Money Asked => new(AskedMinor, Asset);
    /// <summary>Arrived.</summary>
    public Money Received => new(ReceivedMinor, Asset);
    /// <summary>Whether the payer can still pay.</summary>
    public bool IsOpen => State is AttemptState.Created or AttemptState.Presented or AttemptState.Processing or AttemptState.AwaitingTopUp
        or AttemptState.Unknown;

    internal void Show(PayerStep step) => (Action, StepUrl) = (step.Action, step.Url);

    internal void Arrive(Money money) => ReceivedMinor += money.Minor;

    internal void CallPerson(DateTime now) => AttentionSince ??= now;

    internal void HoldPlace() => PaidFor = Purpose == PaymentPurpose.Tranche ? For : null;

    internal Result<Done> Move(AttemptState to, DateTime now, string? reason = null)
    {
        if (State == to) return new Done();
        if (Flow.Check(State, to) is { } wrong) return wrong;
        State = to;
        if (reason is not null) Reason = reason;
        if (to == AttemptState.Verified)
        {
            VerifiedAt = now;
            AttentionSince = null;
            Reason = null;
        }
        Raise(new PaymentMoved(Id, PayerId, Purpose, For, to, now));
        return new Done();
    }
}

/// <summary>A payment came to another state.</summary>
/// <param name="Attempt">Which.</param>
/// <param name="Payer">Whose.</param>
/// <param name="Purpose">What for.</param>
/// <param name="For">The tranche or wallet.</param>
/// <param name="State">The state it came to.</param>
/// <param name="At">When, UTC.</param>
public sealed record PaymentMoved(AttemptId Attempt, UserId Payer, PaymentPurpose Purpose, Guid For, AttemptState State, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"payment:{Attempt}", $"payer:{Payer}", "rails"];
}

internal sealed class PaymentAttemptConfiguration : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> table)
    {
        table.ToTable("payment_attempts");
        table.HasKey(a => a.Id);
        table.Property(a => a.Id).ValueGeneratedNever();
        table.Property(a => a.Rail).HasMaxLength(40);
        table.Property(a => a.StepUrl).HasMaxLength(2000);
        table.Property(a => a.Reason).HasMaxLength(200);
        table.HasIndex(a => new { a.PayerId, a.CreatedAt });
        table.HasIndex(a => new { a.Purpose, a.For, a.State });
        table.HasIndex(a => a.AttentionSince);
        table.HasIndex(a => a.CollectId);
        table.HasIndex(a => a.PaidFor).IsUnique();
    }
}
