using Marketplace.Core.Kernel;

namespace Marketplace.Core.Royalties;

/// <summary>What one payee or station is told about one month.</summary>
public readonly record struct StatementId(Guid Value) : IId<StatementId>
{
    /// <inheritdoc/>
    public static StatementId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static StatementId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One recording on one station in one month.</summary>
public readonly record struct RoyaltyLineId(Guid Value) : IId<RoyaltyLineId>
{
    /// <inheritdoc/>
    public static RoyaltyLineId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static RoyaltyLineId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One asked-for calculation of a month.</summary>
public readonly record struct CalculationRunId(Guid Value) : IId<CalculationRunId>
{
    /// <inheritdoc/>
    public static CalculationRunId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static CalculationRunId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
