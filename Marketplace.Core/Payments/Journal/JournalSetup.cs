using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Payments.Journal;

/// <summary>Registers the books.</summary>
internal static class JournalSetup
{
    /// <summary>Adds the ledger, its seals and its proof. The host adds where the head is kept (<see cref="ILedgerHead"/>).</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services) => services
        .AddTransient<Ledger>()
        .AddTransient<SealLedger>()
        .AddTransient<ProveLedger>()
        .AddTransient<EndBrake>()
        .AddTransient<ILedgerCheck, BalancedCheck>()
        .AddTransient<ILedgerCheck, BalanceCheck>()
        .AddTransient<ILedgerCheck, SignCheck>()
        .AddTransient<ILedgerCheck, ReversalCheck>()
        .AddTransient<ILedgerCheck, ChainCheck>();
}
