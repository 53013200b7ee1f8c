using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Accounts;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class AccountsSetup
{
    /// <summary>Adds this feature.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        return services;
    }
}
