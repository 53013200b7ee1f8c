using Marketplace.Core.Kernel;

namespace Marketplace.Core.Royalties;

/// <summary>What pages of this feature listen to.</summary>
public static class RoyaltyTopics
{
    /// <summary>Months, calculations and approvals, for finance.</summary>
    public const string Finance = "finance";
}

/// <summary>A month was calculated, possibly with the same result as before.</summary>
/// <param name="Period">The month.</param>
/// <param name="Revision">The revision that counts now.</param>
/// <param name="IsNewRevision">Whether the result differs from the one before.</param>
/// <param name="At">When, UTC.</param>
public sealed record MonthCalculated(string Period, int Revision, bool IsNewRevision, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [RoyaltyTopics.Finance];
}

/// <summary>A month was approved; its statements are published.</summary>
/// <param name="Period">The month.</param>
/// <param name="Revision">The approved revision.</param>
/// <param name="Hash">Hash of the month.</param>
/// <param name="At">When, UTC.</param>
public sealed record MonthApproved(string Period, int Revision, string Hash, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [RoyaltyTopics.Finance];
}

/// <summary>Every credit of a month is in a wallet or carried.</summary>
/// <param name="Period">The month.</param>
/// <param name="At">When, UTC.</param>
public sealed record MonthPaid(string Period, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [RoyaltyTopics.Finance];
}

/// <summary>A payee's statement was paid into the wallet.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Account">Whose wallet.</param>
/// <param name="Period">The month.</param>
/// <param name="Credit">How much.</param>
/// <param name="At">When, UTC.</param>
public sealed record StatementPaid(StatementId Statement, UserId Account, string Period, Money Credit, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"wallet:{Account}"];
}

/// <summary>A calculation was asked for, moved on, ended or failed.</summary>
/// <param name="Period">The month.</param>
/// <param name="Run">Which calculation.</param>
public sealed record CalculationMoved(string Period, CalculationRunId Run) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [RoyaltyTopics.Finance];
}
