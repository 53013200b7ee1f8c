using Marketplace.Core.Payments.Journal;
using Marketplace.Web.Features.Payments.Books;
using Marketplace.Web.Features.Payments.Desk;
using Marketplace.Web.Features.Payments.Invoices;
using Marketplace.Web.Features.Payments.Kyc;
using Marketplace.Web.Features.Payments.Rails;
using Marketplace.Web.Features.Payments.Wallet;
using Marketplace.Web.Hosting;
using Marketplace.Web.Hosting.Chores;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Payments;

/// <summary>The doors of this feature.</summary>
public static class PaymentsWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddPaymentsWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ILedgerHead>(provider => new LedgerHeadFile(
            Path.Combine(configuration.DataPath(), "ledger-head.txt"), provider.GetRequiredService<TimeProvider>()));
        services.AddRailsWeb(configuration).AddWalletWeb(configuration).AddDeskWeb().AddKycWeb().AddInvoicesWeb();
        services.AddTransient<INeeds, OwnMoneyNeedsYou>().AddTransient<INeeds, HouseMoneyNeedsYou>();
        return services
            .AddChore<SealLedgerChore>("seal-ledger", TimeSpan.FromMinutes(1), alarmAfter: TimeSpan.FromMinutes(15))
            .AddChore<ProveLedgerChore>("prove-ledger", "0 30 2 * * ?", alarmAfter: TimeSpan.FromHours(26));
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder routes) =>
        routes.MapRails().MapWallet().MapDesk().MapKyc().MapInvoices();
}
