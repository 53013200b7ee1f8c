using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails;

/// <summary>One payment as its payer sees it.</summary>
public readonly record struct AttemptId(Guid Value) : IId<AttemptId>
{
    /// <inheritdoc/>
    public static AttemptId From(Guid value) => new(value);

    /// <summary>A new id.</summary>
    public static AttemptId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One thing asked of a rail: collect, refund or pay out.</summary>
public readonly record struct OperationId(Guid Value) : IId<OperationId>
{
    /// <inheritdoc/>
    public static OperationId From(Guid value) => new(value);

    /// <summary>A new id.</summary>
    public static OperationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
