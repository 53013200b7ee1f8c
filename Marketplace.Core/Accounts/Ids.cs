using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts;

/// <summary>One signed-in browser.</summary>
public readonly record struct SessionId(Guid Value) : IId<SessionId>
{
    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static SessionId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One capability or staff role of one account.</summary>
public readonly record struct GrantId(Guid Value) : IId<GrantId>
{
    /// <inheritdoc/>
    public static GrantId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static GrantId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One time that an account was closed to its owner.</summary>
public readonly record struct SanctionId(Guid Value) : IId<SanctionId>
{
    /// <inheritdoc/>
    public static SanctionId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static SanctionId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
