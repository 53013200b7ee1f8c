using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>A document that somebody sent to prove who they are.</summary>
public readonly record struct KycDocumentId(Guid Value) : IId<KycDocumentId>
{
    /// <inheritdoc/>
    public static KycDocumentId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static KycDocumentId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
