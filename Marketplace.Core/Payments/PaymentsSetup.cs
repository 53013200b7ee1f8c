using Marketplace.Core.Payments.Airplay;
using Marketplace.Core.Payments.Desk;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Invoices;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Payments.Wallets;
using Marketplace.Core.Payments.Withdrawals;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Payments;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class PaymentsSetup
{
    /// <summary>Adds this feature. The host adds where the ledger's head is kept (<see cref="ILedgerHead"/>).</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services) => services
        .AddJournal()
        .AddEscrow()
        .AddRails()
        .AddKyc()
        .AddWithdrawals()
        .AddWallets()
        .AddDesk()
        .AddInvoices()
        .AddTransient<RoyaltyBooks>();
}
