using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Registers withdrawals.</summary>
internal static class WithdrawalsSetup
{
    /// <summary>Adds withdrawals, payout methods and the line of people. The host may set <see cref="PayoutSettings"/> and add networks that tell names.</summary>
    public static IServiceCollection AddWithdrawals(this IServiceCollection services)
    {
        services.AddOptions<PayoutSettings>();
        services.AddSingleton(provider => new PayoutRules(provider.GetRequiredService<IOptions<PayoutSettings>>().Value));
        services.AddTransient<WithdrawalBooks>().AddTransient<PayoutFacts>().AddTransient<PayoutChecks>().AddTransient<PayoutRails>();
        services.AddTransient<RequestWithdrawal>().AddTransient<ApproveWithdrawal>().AddTransient<RejectWithdrawal>().AddTransient<CancelWithdrawal>();
        services.AddTransient<PrepareBatch>().AddTransient<ApproveBatch>().AddTransient<DropBatch>();
        services.AddTransient<SendSlice>().AddTransient<StopWithdrawal>().AddTransient<ReportTransfer>().AddTransient<ReportReturn>();
        services.AddTransient<AddPayoutMethod>().AddTransient<RemovePayoutMethod>().AddTransient<CheckPayoutMethod>();
        services.AddTransient<WithdrawalQueries>().AddTransient<ScheduleQueries>().AddTransient<SetPayoutSchedule>().AddTransient<StopPayoutSchedule>();
        services.AddTransient<IPayoutRail, HandRail>();
        services.AddTransient<ITimerHandler, SendTimer>().AddTransient<ITimerHandler, OverdueTimer>().AddTransient<ITimerHandler, ScheduleTimer>();
        services.AddTransient<IEventHandler<PayoutMethodChanged>, PayoutMails>();
        services.AddTransient<IEventHandler<SecurityChanged>, FreezeAfterTakeover>();
        services.AddTransient<IPayoutEvents, PayoutEvents>().AddTransient<Journal.ILedgerCheck, WithdrawalCheck>();
        services.AddTransient<IEventHandler<OperationEnded>, UnsentPayouts>().AddTransient<IEventHandler<OperationNeedsPerson>, UnsentPayouts>();
        return services;
    }
}
