using Marketplace.Core.Kernel;

namespace Marketplace.Core.Media;

/// <summary>One resumable upload.</summary>
public readonly record struct UploadId(Guid Value) : IId<UploadId>
{
    /// <inheritdoc/>
    public static UploadId From(Guid value) => new(value);
    /// <summary>A new id. It is random, not counted up, as knowing it is half of what an upload needs.</summary>
    public static UploadId New() => new(Guid.NewGuid());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
