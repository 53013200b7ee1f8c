using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>How far an operation has come.</summary>
public enum OperationState
{
    /// <summary>Waiting to be sent.</summary>
    Created,
    /// <summary>Being sent; written down before the first byte leaves.</summary>
    Submitted,
    /// <summary>Sent, and nobody knows whether it arrived.</summary>
    Unknown,
    /// <summary>The rail has it.</summary>
    Pending,
    /// <summary>Done.</summary>
    Succeeded,
    /// <summary>Refused or broken off.</summary>
    Failed,
    /// <summary>Taken back.</summary>
    Cancelled,
    /// <summary>Nobody paid in time.</summary>
    Expired,
    /// <summary>A person has to look.</summary>
    NeedsAttention,
}

/// <summary>One thing asked of a rail. The row exists before anything is sent, and its key never changes.</summary>
public sealed class RailOperation : Entity
{
    /// <summary>All allowed steps; the README prints the same table.</summary>
    public static readonly Flow<OperationState> Flow = new(
        (OperationState.Created, OperationState.Submitted), (OperationState.Created, OperationState.Cancelled),
        (OperationState.Created, OperationState.Expired),
        (OperationState.Submitted, OperationState.Pending), (OperationState.Submitted, OperationState.Unknown),
        (OperationState.Submitted, OperationState.Succeeded), (OperationState.Submitted, OperationState.Failed),
        (OperationState.Submitted, OperationState.Cancelled), (OperationState.Submitted, OperationState.Expired),
        (OperationState.Unknown, OperationState.Created), // The rail proved that it never saw it.
        (OperationState.Unknown, OperationState.Pending), (OperationState.Unknown, OperationState.Succeeded),
        (OperationState.Unknown, OperationState.Failed), (OperationState.Unknown, OperationState.Cancelled),
        (OperationState.Unknown, OperationState.Expired), (OperationState.Unknown, OperationState.NeedsAttention),
        (OperationState.Pending, OperationState.Succeeded), (OperationState.Pending, OperationState.Failed),
        (OperationState.Pending, OperationState.Cancelled), (OperationState.Pending, OperationState.Expired),
        (OperationState.Pending, OperationState.NeedsAttention),
        (OperationState.NeedsAttention, OperationState.Pending), (OperationState.NeedsAttention, OperationState.Succeeded),
        (OperationState.NeedsAttention, OperationState.Failed), (OperationState.NeedsAttention, OperationState.Cancelled),
        (OperationState.NeedsAttention, OperationState.Expired), (OperationState.NeedsAttention, OperationState.Created),
        // Facts beat order: money that comes late is still money.
        (OperationState.Cancelled, OperationState.Succeeded), (OperationState.Expired, OperationState.Succeeded),
        (OperationState.Failed, OperationState.Succeeded));

    private RailOperation()
    {
    }

    internal RailOperation(OperationKind kind, string rail, Money amount, Guid subject, DateTime now, DateTime expiresAt)
    {
        Id = OperationId.New();
        ProviderKey = Id.Value.ToString("N");
        (Kind, Rail, AmountMinor, Asset, Subject, CreatedAt, ExpiresAt) = (kind, rail, amount.Minor, amount.Asset, subject, now, expiresAt);
        // One open payout or refund per cause; the database refuses a second one.
        if (kind != OperationKind.Collect) OpenKey = $"{kind}:{subject:N}";
    }

    /// <summary>Its id.</summary>
    public OperationId Id { get; private set; }
    /// <summary>What is wanted.</summary>
    public OperationKind Kind { get; private set; }
    /// <summary>Code of the rail.</summary>
    public string Rail { get; private set; } = "";
    /// <summary>What it is for: the payment of a collect, the cause of a refund, the withdrawal of a payout.</summary>
    public Guid Subject { get; private set; }
    /// <summary>The collect that a refund gives back.</summary>
    public OperationId? CollectId { get; internal set; }
    /// <summary>Amount, minor units.</summary>
    public long AmountMinor { get; private set; }
    /// <summary>Asset.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Our reference at the rail.</summary>
    public string ProviderKey { get; private set; } = "";
    /// <summary>The rail's reference.</summary>
    public string? ProviderRef { get; private set; }
    /// <summary>Phone, account or wallet address of the other side.</summary>
    public string? Party { get; internal set; }
    /// <summary>How the payer wants to pay.</summary>
    public PayerAction Action { get; internal set; }
    /// <summary>Where the payer comes back to.</summary>
    public string? ReturnUrl { get; internal set; }
    /// <summary>One line for the other side.</summary>
    public string Description { get; internal set; } = "";
    /// <summary>State.</summary>
    public OperationState State { get; private set; } = OperationState.Created;
    /// <summary>Holds the place of the one open payout or refund of its cause; null when nothing is open.</summary>
    public string? OpenKey { get; private set; }
    /// <summary>How often it was sent.</summary>
    public int Sends { get; private set; }
    /// <summary>When it was sent last, UTC.</summary>
    public DateTime? SentAt { get; private set; }
    /// <summary>How often the rail was asked since it was sent.</summary>
    public int Asks { get; private set; }
    /// <summary>Money moved so far, minor units.</summary>
    public long MovedMinor { get; private set; }
    /// <summary>Money that came back afterwards, minor units.</summary>
    public long ReversedMinor { get; private set; }
    /// <summary>What the rail kept, minor units.</summary>
    public long FeeMinor { get; private set; }
    /// <summary>Of a collect: given back or being given back, minor units.</summary>
    public long RefundedMinor { get; private set; }
    /// <summary>Why it failed or needs a person.</summary>
    public string? Reason { get; private set; }
    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; private set; }
    /// <summary>Until when it makes sense, UTC.</summary>
    public DateTime ExpiresAt { get; private set; }
    /// <summary>When it ended, UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Amount.</summary>
    public Money Amount => new(AmountMinor, Asset);
    /// <summary>Money moved so far.</summary>
    public Money Moved => new(MovedMinor, Asset);
    /// <summary>Of a collect: what can still be given back.</summary>
    public Money Refundable => new(MovedMinor - RefundedMinor - ReversedMinor, Asset);
    /// <summary>Whether it ended.</summary>
    public bool IsFinal => State is OperationState.Succeeded or OperationState.Failed or OperationState.Cancelled or OperationState.Expired;

    /// <summary>The operation as its connector sees it.</summary>
    public RailRequest ToRequest() => new(Id, Kind, ProviderKey, Amount, CreatedAt, ExpiresAt)
    {
        ProviderRef = ProviderRef, Party = Party, Action = Action, ReturnUrl = ReturnUrl, Description = Description,
        CollectKey = CollectId?.Value.ToString("N"),
    };

    internal Result<Done> Submit(DateTime now)
    {
        if (Move(OperationState.Submitted, now).Fails(out var done, out var error)) return error;
        (Sends, SentAt, Asks) = (Sends + 1, now, 0);
        return done;
    }

    internal void Know(string? providerRef)
    {
        if (providerRef is { Length: > 0 and <= 300 }) ProviderRef = providerRef;
    }

    internal void Asked() => Asks++;

    internal void Because(string? reason) => Reason = reason is { Length: > 200 } ? reason[..200] : reason;

    /// <summary>Takes over what moved; money never un-moves, so an older answer changes nothing.</summary>
    internal (Money Moved, Money Reversed, Money Fee) Count(ProviderState told)
    {
        var news = (Math.Max(0, told.Moved.Minor - MovedMinor), Math.Max(0, told.Reversed.Minor - ReversedMinor), Math.Max(0, told.Fee.Minor - FeeMinor));
        (MovedMinor, ReversedMinor, FeeMinor) = (MovedMinor + news.Item1, ReversedMinor + news.Item2, FeeMinor + news.Item3);
        return (new(news.Item1, Asset), new(news.Item2, Asset), new(news.Item3, Asset));
    }

    internal void CountFee(long minor) => FeeMinor += minor;

    internal Result<Done> Move(OperationState to, DateTime now)
    {
        if (State == to) return new Done();
        if (Flow.Check(State, to) is { } wrong) return wrong;
        State = to;
        if (!IsFinal) return new Done();
        EndedAt = now;
        // After success nothing may be sent again for this cause; after a final failure another try may.
        if (to is not OperationState.Succeeded) OpenKey = null;
        return new Done();
    }

    internal Result<Done> ReserveRefund(Money amount)
    {
        if (amount.Asset != Asset || !amount.IsPositive || amount > Refundable) return RailErrors.RefundTooLarge;
        RefundedMinor += amount.Minor;
        return new Done();
    }

    internal void Alarm(string reason, DateTime now) => Raise(new OperationNeedsPerson(Id, Rail, reason, now));

    internal void TellEnd(DateTime now) => Raise(new OperationEnded(Id, Subject, State, MovedMinor, now));

    internal void ReleaseRefund(Money amount) => RefundedMinor -= amount.Minor;
}
