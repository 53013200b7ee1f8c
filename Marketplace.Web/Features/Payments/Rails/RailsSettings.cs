using Marketplace.Core.Kernel;

namespace Marketplace.Web.Features.Payments.Rails;

/// <summary>Which rails are open.</summary>
[Settings("Rails")]
public sealed class RailsSettings
{
    /// <summary>Whether the sandbox rail is open, which only pretends to move money. The demo opens it; production refuses it.</summary>
    public bool Sandbox { get; init; }

    /// <summary>Whether rails and wallet addresses may be on private addresses and without TLS: for local simulators only. Production refuses it.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>Messages per minute that one address may send to one rail's door.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 1_000_000)]
    public int MessagesPerMinute { get; init; } = 600;
}
