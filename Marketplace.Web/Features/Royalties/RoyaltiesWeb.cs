namespace Marketplace.Web.Features.Royalties;

/// <summary>The doors of this feature.</summary>
public static class RoyaltiesWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddRoyaltiesWeb(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapRoyalties(this IEndpointRouteBuilder routes)
    {
        return routes;
    }
}
