namespace Marketplace.Core.Payments.Rails.Contract;

/// <summary>A message as it came, before anybody believed it.</summary>
/// <param name="Path">The door it came to.</param>
/// <param name="Headers">Header lines by lower-case name.</param>
/// <param name="Body">The raw bytes.</param>
public sealed record WebhookRequest(string Path, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Largest body that is read, bytes.</summary>
    public const int MostBytes = 256 * 1024;
}

/// <summary>What a connector makes of a message.</summary>
public abstract record WebhookVerdict
{
    private WebhookVerdict()
    {
    }

    /// <summary>It is from the rail, or could be where the rail does not sign: a reason to ask about this operation.</summary>
    /// <param name="EventKey">The same for every copy of one message.</param>
    /// <param name="OperationKey">Our reference, or null when only theirs is told.</param>
    /// <param name="ProviderRef">Their reference, or null.</param>
    public sealed record Heard(string EventKey, string? OperationKey, string? ProviderRef) : WebhookVerdict;

    /// <summary>Not from the rail, or not meant for us, or too old.</summary>
    /// <param name="Why">For the desk; never told to the sender.</param>
    public sealed record Invalid(string Why) : WebhookVerdict;

    /// <summary>Genuine, and nothing to us.</summary>
    public sealed record Ignored : WebhookVerdict;
}
