using Marketplace.Core.Kernel;

namespace Marketplace.Core.Royalties.Pricing;

/// <summary>One receiver of a pool: a recording, payable or held, or the reserve. Made by its three factory members only.</summary>
public sealed record PoolBucket
{
    private PoolBucket(Guid? recording, HeldReason? held, decimal points) =>
        (RecordingId, Held, Points) = (recording, held, points);

    /// <summary>The recording; null for the reserve.</summary>
    public Guid? RecordingId { get; }

    /// <summary>Why it is not payable, or null. Held points stay in the denominator, so nobody else is overpaid (C-7).</summary>
    public HeldReason? Held { get; }

    /// <summary>Sum of play points, at most 6 decimals.</summary>
    public decimal Points { get; init; }

    /// <summary>Its part of the net; of no asset until the pool is divided.</summary>
    public Money Amount { get; init; }

    /// <summary>Whether it is money for music that nobody identified or could claim.</summary>
    public bool IsReserve => RecordingId is null;

    /// <summary>A recording that is paid.</summary>
    public static PoolBucket Payable(Guid recording, decimal points) => new(recording, null, points);

    /// <summary>A recording whose part waits.</summary>
    public static PoolBucket Waiting(Guid recording, HeldReason reason, decimal points) => new(recording, reason, points);

    /// <summary>Music that nobody identified.</summary>
    public static PoolBucket Reserve(decimal points) => new(null, null, points);

    internal bool IsSameAs(PoolBucket other) => RecordingId == other.RecordingId && Held == other.Held;
}
