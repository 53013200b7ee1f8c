namespace Marketplace.Core.Payments.Rails;

/// <summary>How the rails of this installation are set.</summary>
public sealed record RailsOptions
{
    /// <summary>Where the outside reaches us; payers come back here.</summary>
    public string PublicUrl { get; init; } = "http://localhost:8080";
    /// <summary>Whether the sandbox rail is open. Never in production.</summary>
    public bool Sandbox { get; init; }
    /// <summary>Where keys are kept that connectors make for themselves.</summary>
    public string KeyFolder { get; init; } = "data/keys";
    /// <summary>Whether rails may be reached on private and loopback addresses and without TLS: for local simulators only.</summary>
    public bool AllowPrivate { get; init; }
}
