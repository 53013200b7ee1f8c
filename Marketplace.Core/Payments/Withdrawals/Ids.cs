using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Money that its owner asked to have paid out.</summary>
public readonly record struct WithdrawalId(Guid Value) : IId<WithdrawalId>
{
    /// <inheritdoc/>
    public static WithdrawalId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static WithdrawalId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One instruction to a provider: a part of a withdrawal on one day.</summary>
public readonly record struct SliceId(Guid Value) : IId<SliceId>
{
    /// <inheritdoc/>
    public static SliceId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static SliceId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Where somebody wants to be paid.</summary>
public readonly record struct PayoutMethodId(Guid Value) : IId<PayoutMethodId>
{
    /// <inheritdoc/>
    public static PayoutMethodId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static PayoutMethodId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Withdrawals that one person prepared and another approves together.</summary>
public readonly record struct PayoutBatchId(Guid Value) : IId<PayoutBatchId>
{
    /// <inheritdoc/>
    public static PayoutBatchId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static PayoutBatchId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A standing wish to be paid out.</summary>
public readonly record struct PayoutScheduleId(Guid Value) : IId<PayoutScheduleId>
{
    /// <inheritdoc/>
    public static PayoutScheduleId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static PayoutScheduleId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
