using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Media;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class MediaSetup
{
    /// <summary>Adds this feature.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        return services;
    }
}
