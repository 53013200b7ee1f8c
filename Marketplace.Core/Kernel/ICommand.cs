namespace Marketplace.Core.Kernel;

/// <summary>What a caller asks of a use case.</summary>
public interface ICommand
{
    /// <summary>
    /// Chosen by the caller: the same use case, actor and key give the first answer again.
    /// <see cref="Guid.Empty"/> means that the step is idempotent by itself and keeps no receipt.
    /// </summary>
    Guid Key { get; }

    /// <summary>All that can be seen to be wrong without looking anything up.</summary>
    IEnumerable<Error> Problems() => [];
}

/// <summary>Marks a command property that must never be stored or logged, such as a password.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SecretAttribute : Attribute;
