using Marketplace.Core.Media;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Features.Media;

/// <summary>The doors of this feature.</summary>
public static class MediaWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddMediaWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new MediaOptions { Folder = configuration.DataPath() });
        return services;
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapMedia(this IEndpointRouteBuilder routes)
    {
        routes.MapUploads();
        routes.MapFiles();
        return routes;
    }
}
