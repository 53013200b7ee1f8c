using Marketplace.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>Registers verification.</summary>
internal static class KycSetup
{
    /// <summary>Adds verification of people and businesses.</summary>
    public static IServiceCollection AddKyc(this IServiceCollection services)
    {
        services.AddSingleton<DocumentVault>();
        services.AddTransient<DescribeMyself>().AddTransient<AddKycDocument>().AddTransient<SubmitKyc>();
        services.AddTransient<OpenKycReview>().AddTransient<DecideKyc>().AddTransient<SuspendKyc>().AddTransient<ViewKycDocument>();
        services.AddTransient<KycQueries>();
        services.AddTransient<ITimerHandler, KycDeleteTimer>().AddTransient<ITimerHandler, KycNoticeTimer>().AddTransient<ITimerHandler, KycExpireTimer>();
        services.AddTransient<IEventHandler<KycEnding>, KycMails>();
        return services;
    }
}
