using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails.Contract;

/// <summary>How an operation stands at the rail.</summary>
public enum ProviderStatus
{
    /// <summary>No answer, or none that makes sense.</summary>
    Unknown,
    /// <summary>The rail has proved that it never saw our reference.</summary>
    NeverSeen,
    /// <summary>Under way.</summary>
    Pending,
    /// <summary>Done; what moved is final.</summary>
    Succeeded,
    /// <summary>Refused or broken off; what moved before is told.</summary>
    Failed,
    /// <summary>Taken back.</summary>
    Cancelled,
    /// <summary>The payer's time ran out.</summary>
    Expired,
}

/// <summary>What the rail itself says, asked by us over an authenticated line.</summary>
/// <param name="Status">State.</param>
/// <param name="Moved">Money that moved so far: received for a collect, sent for refunds and payouts.</param>
public sealed record ProviderState(ProviderStatus Status, Money Moved)
{
    /// <summary>Money that came back after it had moved: a chargeback of a collect, a returned payout.</summary>
    public Money Reversed { get; init; } = Money.Zero(Moved.Asset);
    /// <summary>What the rail kept for itself.</summary>
    public Money Fee { get; init; } = Money.Zero(Moved.Asset);
    /// <summary>Its reference.</summary>
    public string? ProviderRef { get; init; }
    /// <summary>Why it failed: a stable code.</summary>
    public string? Reason { get; init; }

    /// <summary>The answer that tells nothing.</summary>
    public static ProviderState Nothing(Asset asset, string why) => new(ProviderStatus.Unknown, Money.Zero(asset)) { Reason = why };
}
