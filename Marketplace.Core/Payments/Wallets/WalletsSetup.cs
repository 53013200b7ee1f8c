using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Payments.Wallets;

/// <summary>Registers wallets.</summary>
internal static class WalletsSetup
{
    /// <summary>Adds what reads wallets.</summary>
    public static IServiceCollection AddWallets(this IServiceCollection services) =>
        services.AddTransient<WalletQueries>().AddTransient<WalletLines>();
}
