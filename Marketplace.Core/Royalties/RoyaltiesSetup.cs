using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Royalties;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class RoyaltiesSetup
{
    /// <summary>Adds this feature.</summary>
    public static IServiceCollection AddRoyalties(this IServiceCollection services)
    {
        return services;
    }
}
