using Marketplace.Core.Kernel;

namespace Marketplace.Web.Features.Accounts;

/// <summary>How capabilities are called on pages; English texts, also the translation keys.</summary>
public static class CapabilityWords
{
    /// <summary>Name and one sentence.</summary>
    public static (string Name, string Text) Of(Capability capability) => capability switch
    {
        Capability.Client => ("Client", "Post jobs, buy work and assets."),
        Capability.Creator => ("Creator", "Sell your work and finished assets."),
        Capability.Provider => ("Provider", "Offer services that people book."),
        Capability.Artist => ("Artist", "Upload your music, see every play on air, get paid for it."),
        Capability.Station => ("Station", "Run a radio station and see what was heard on it."),
        Capability.Developer => ("Developer", "Use the API and publish models."),
        Capability.Fan => ("Fan", "Listen and support artists."),
        _ => throw new ArgumentOutOfRangeException(nameof(capability), capability, null),
    };
}
