using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>One version of a track's split sheet.</summary>
public readonly record struct SplitVersionId(Guid Value) : IId<SplitVersionId>
{
    /// <inheritdoc/>
    public static SplitVersionId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static SplitVersionId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One contributor's share on a split sheet.</summary>
public readonly record struct SplitShareId(Guid Value) : IId<SplitShareId>
{
    /// <inheritdoc/>
    public static SplitShareId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static SplitShareId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Two accounts that claim one recording.</summary>
public readonly record struct OwnershipConflictId(Guid Value) : IId<OwnershipConflictId>
{
    /// <inheritdoc/>
    public static OwnershipConflictId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static OwnershipConflictId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
