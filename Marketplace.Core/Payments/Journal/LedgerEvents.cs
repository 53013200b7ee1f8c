using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Journal;

/// <summary>What a provider did took its account below zero; finance is told. It is booked all the same.</summary>
/// <param name="Account">Path of the account.</param>
/// <param name="Balance">What it holds now, below zero.</param>
/// <param name="Kind">The business step.</param>
/// <param name="Cause">The step's idempotency key.</param>
public sealed record AccountBelowZero(string Account, Money Balance, string Kind, string Cause) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["finance"];
}

/// <summary>The proof of the ledger found differences: payouts are halted and finance has to look.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="Differences">How many.</param>
/// <param name="First">The first one, as a sentence.</param>
public sealed record LedgerDiffers(LedgerProofId Proof, int Differences, string First) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["finance", "admin"];
}

/// <summary>Payouts were halted, or may go on.</summary>
/// <param name="IsOn">Whether they are halted now.</param>
/// <param name="Reason">Why.</param>
public sealed record PayoutBrakeMoved(bool IsOn, string Reason) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["finance", "admin"];
}
