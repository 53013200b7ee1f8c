using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Journal;

/// <summary>One balanced transaction of the ledger.</summary>
public readonly record struct LedgerTransactionId(Guid Value) : IId<LedgerTransactionId>
{
    /// <inheritdoc/>
    public static LedgerTransactionId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static LedgerTransactionId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One proof of the whole ledger.</summary>
public readonly record struct LedgerProofId(Guid Value) : IId<LedgerProofId>
{
    /// <inheritdoc/>
    public static LedgerProofId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static LedgerProofId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One stop of all payouts.</summary>
public readonly record struct PayoutBrakeId(Guid Value) : IId<PayoutBrakeId>
{
    /// <inheritdoc/>
    public static PayoutBrakeId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static PayoutBrakeId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
