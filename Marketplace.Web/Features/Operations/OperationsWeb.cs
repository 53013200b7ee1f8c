namespace Marketplace.Web.Features.Operations;

/// <summary>The doors of this feature.</summary>
public static class OperationsWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddOperationsWeb(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        return routes;
    }
}
