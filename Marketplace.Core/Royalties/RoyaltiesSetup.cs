using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Rules;
using Marketplace.Core.Royalties.Statements;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Royalties;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class RoyaltiesSetup
{
    /// <summary>Adds this feature.</summary>
    public static IServiceCollection AddRoyalties(this IServiceCollection services)
    {
        services.AddTransient<StationParties>();
        services.AddTransient<AirplayInput>().AddTransient<MonthInputQueries>().AddTransient<RuleQueries>();
        services.AddTransient<RequestCalculation>().AddTransient<CalculateMonth>().AddTransient<ApproveMonth>();
        services.AddTransient<CalculationQueue>().AddTransient<PeriodQueries>().AddTransient<StatementQueries>();
        services.AddTransient<EarningsSoFar>();
        services.AddTransient<SettleStationBill>().AddTransient<PayMonth>().AddTransient<IEventHandler<MonthApproved>, PayMonth>().AddTransient<ILedgerCheck, RoyaltyCheck>();
        return services;
    }
}
