using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Payments.Desk;

/// <summary>Registers the finance desk.</summary>
internal static class DeskSetup
{
    /// <summary>Adds what the desk reads.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services) =>
        services.AddTransient<LookAtDesk>().AddTransient<PayoutDesk>().AddTransient<BookReports>().AddTransient<RailReports>().AddTransient<MoneyNeeds>();
}
