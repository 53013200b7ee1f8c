using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>Registers tranches and their verbs.</summary>
internal static class EscrowSetup
{
    /// <summary>Adds the verbs, their timers and their check.</summary>
    public static IServiceCollection AddEscrow(this IServiceCollection services)
    {
        services.AddTransient<Tranches>().AddTransient<PayOuts>().AddTransient<TrancheTimers>().AddTransient<SetFeeRule>();
        services.AddTransient<ILedgerCheck, TrancheCheck>();
        foreach (var kind in TrancheTimers.All)
            services.AddTransient<ITimerHandler>(provider => new TrancheTimerHandler(kind, provider.GetRequiredService<TrancheTimers>()));
        return services;
    }
}
