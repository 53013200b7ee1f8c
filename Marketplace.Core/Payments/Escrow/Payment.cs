using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>A payment that its rail has verified.</summary>
/// <param name="Provider">Rail by name.</param>
/// <param name="Amount">Gross: what the payer paid.</param>
/// <param name="ProviderFee">What the rail kept of it; the house bears it.</param>
/// <param name="Reference">The rail's own id of the payment.</param>
/// <param name="Attempt">Our payment attempt; the idempotency key of the booking.</param>
/// <param name="At">When it was verified; UTC.</param>
public sealed record Payment(string Provider, Money Amount, Money ProviderFee, string Reference, Guid Attempt, DateTime At)
{
    /// <summary>Days until the rail lets go of the money by itself: 30 for WeChat Pay and Alipay, 90 for cards, 180 where there is no such rule.</summary>
    public int HorizonDays { get; init; } = 180;

    /// <summary>Which of the provider's accounts holds the money.</summary>
    public string Part { get; init; } = "clearing";

    /// <summary>Whether the rail has to finish the order after the release.</summary>
    public bool AwaitsFinish { get; init; }
}

/// <summary>What became of a payment.</summary>
public enum FundKind
{
    /// <summary>The tranche is paid in full; money beyond the price went to the payer's balance.</summary>
    Funded,
    /// <summary>A part is paid; the rest has to follow within a day.</summary>
    TopUpNeeded,
    /// <summary>It came late or twice, and goes back the way it came.</summary>
    Returned,
    /// <summary>It fits no tranche; finance resolves it.</summary>
    Parked,
}

/// <summary>The answer to a payment.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Tranche">The tranche it was meant for.</param>
/// <param name="State">Its state now; null when there is no such tranche.</param>
/// <param name="Capture">The capture, when it was used.</param>
/// <param name="Refund">The way back, when it was returned.</param>
public sealed record FundOutcome(FundKind Kind, TrancheId Tranche, TrancheState? State, CaptureId? Capture, RefundId? Refund);

/// <summary>The answer of a verb.</summary>
/// <param name="Tranche">The tranche.</param>
/// <param name="State">Its state now.</param>
/// <param name="Moved">What the verb moved.</param>
/// <param name="Left">What is in escrow now.</param>
public sealed record TrancheAnswer(TrancheId Tranche, TrancheState State, Money Moved, Money Left);

/// <summary>By which right money is moved.</summary>
public enum Authority
{
    /// <summary>Payer, payee, policy or timer.</summary>
    Party,
    /// <summary>The ruling of a dispute, which alone moves frozen money.</summary>
    Ruling,
}
