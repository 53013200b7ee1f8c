using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Radio.Showcase;

/// <summary>Registers what everybody may read about artists and stations.</summary>
public static class ShowcaseSetup
{
    /// <summary>Adds the public queries.</summary>
    public static IServiceCollection AddShowcase(this IServiceCollection services) =>
        services.AddTransient<PublicPlays>().AddTransient<ArtistShowcase>().AddTransient<StationShowcase>();
}
