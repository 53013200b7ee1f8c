namespace Marketplace.Core.Kernel;

/// <summary>An id with its own type, so that a track id cannot be handed over where a station id is meant.</summary>
/// <typeparam name="TSelf">The id type itself, a <c>readonly record struct XId(Guid Value)</c>.</typeparam>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The bare value, a version 7 UUID: later ids sort after earlier ones.</summary>
    Guid Value { get; }

    /// <summary>Wraps a stored value.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>A person or organisation with an account.</summary>
public readonly record struct UserId(Guid Value) : IId<UserId>
{
    /// <inheritdoc/>
    public static UserId From(Guid value) => new(value);

    /// <summary>A new id.</summary>
    public static UserId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
