namespace Marketplace.Web.Features.Accounts;

/// <summary>The doors of this feature.</summary>
public static class AccountsWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddAccountsWeb(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        return routes;
    }
}
