using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>A deal between a payer and one or more payees.</summary>
public readonly record struct AgreementId(Guid Value) : IId<AgreementId>
{
    /// <inheritdoc/>
    public static AgreementId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static AgreementId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One part of an agreement that is paid, held and settled by itself.</summary>
public readonly record struct TrancheId(Guid Value) : IId<TrancheId>
{
    /// <inheritdoc/>
    public static TrancheId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static TrancheId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One verified payment into one tranche.</summary>
public readonly record struct CaptureId(Guid Value) : IId<CaptureId>
{
    /// <inheritdoc/>
    public static CaptureId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static CaptureId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One way back of money to a payer.</summary>
public readonly record struct RefundId(Guid Value) : IId<RefundId>
{
    /// <inheritdoc/>
    public static RefundId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static RefundId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One earning that becomes available at a date.</summary>
public readonly record struct ClearingId(Guid Value) : IId<ClearingId>
{
    /// <inheritdoc/>
    public static ClearingId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static ClearingId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One claim of a payer's bank.</summary>
public readonly record struct ChargebackId(Guid Value) : IId<ChargebackId>
{
    /// <inheritdoc/>
    public static ChargebackId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static ChargebackId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One fee from a date on.</summary>
public readonly record struct FeeRuleId(Guid Value) : IId<FeeRuleId>
{
    /// <inheritdoc/>
    public static FeeRuleId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static FeeRuleId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
