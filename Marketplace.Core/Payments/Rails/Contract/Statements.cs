using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails.Contract;

/// <summary>What a statement line is about.</summary>
public enum StatementLineKind
{
    /// <summary>Money in from a payer.</summary>
    Collect,
    /// <summary>Money given back.</summary>
    Refund,
    /// <summary>Money sent out.</summary>
    Payout,
    /// <summary>What the rail keeps.</summary>
    Fee,
    /// <summary>Money taken back by the payer's bank, or a payout that returned.</summary>
    Reversal,
    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>One line of a rail's own book.</summary>
/// <param name="LineId">The rail's id of the line.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="OperationKey">Our reference, where the rail keeps it.</param>
/// <param name="ProviderRef">Its own reference.</param>
/// <param name="Amount">Signed: in above zero, out below.</param>
/// <param name="At">When, UTC.</param>
public sealed record StatementLine(
    string LineId, StatementLineKind Kind, string? OperationKey, string? ProviderRef, Money Amount, DateTime At);

/// <summary>A rail's book of one day in one asset.</summary>
/// <param name="Lines">The lines; null when the rail did not answer.</param>
/// <param name="Hash">SHA-256 of the file as it came, lower-case hex.</param>
/// <param name="Closing">The rail's own balance after the day, where it tells one.</param>
public sealed record Statement(IReadOnlyList<StatementLine>? Lines, string Hash, Money? Closing);
