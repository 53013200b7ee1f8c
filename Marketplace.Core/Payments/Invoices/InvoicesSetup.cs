using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Withdrawals;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Payments.Invoices;

/// <summary>Registers invoices and receipts.</summary>
internal static class InvoicesSetup
{
    /// <summary>Adds them. The host sets <see cref="InvoiceSettings"/>.</summary>
    public static IServiceCollection AddInvoices(this IServiceCollection services)
    {
        services.AddOptions<InvoiceSettings>();
        services.AddTransient<InvoiceWriter>().AddTransient<InvoiceQueries>();
        services.AddTransient<IEventHandler<WithdrawalMoved>, PayoutReceipts>().AddTransient<IEventHandler<TrancheMoved>, FeeInvoices>();
        return services;
    }
}
