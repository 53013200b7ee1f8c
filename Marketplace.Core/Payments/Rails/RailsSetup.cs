using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Inbox;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Reconciliation;
using Marketplace.Core.Payments.Rails.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Core.Payments.Rails;

/// <summary>Registers payments, the rails and their desk.</summary>
public static class RailsSetup
{
    /// <summary>Adds the rails. Register <see cref="RailsOptions"/> to say which are open and where we are reached.</summary>
    public static IServiceCollection AddRails(this IServiceCollection services)
    {
        services.TryAddSingleton(new RailsOptions());
        services.TryAddSingleton<RailSteps>();
        services.AddSingleton<RailCalls>();
        services.AddSingleton<RailBook>();
        services.AddTransient<RailJournal>();
        services.AddTransient<CollectFacts>();
        services.AddTransient<Facts>();
        services.AddTransient<SendOperation>();
        services.AddTransient<AskRail>();
        services.AddTransient<MoneyOut>();
        services.AddTransient<StartPayment>();
        services.AddTransient<CheckPayment>();
        services.AddTransient<CancelPayment>();
        services.AddTransient<PaymentQueries>();
        services.AddTransient<ReceiveWebhook>();
        services.AddTransient<ReconcileRail>();
        services.AddTransient<RailLab>();
        services.AddTransient<IEventHandler<WebhookArrived>, ProcessWebhook>();
        services.AddTransient<IEventHandler<OperationReady>, SendWhenReady>();
        services.AddTransient<ITimerHandler, AskTimer>();
        services.AddTransient<ITimerHandler, TopUpTimer>();
        return services.AddSandbox();
    }

    private static IServiceCollection AddSandbox(this IServiceCollection services)
    {
        services.AddSingleton<SandboxKeys>();
        services.AddSingleton<FaultDial>();
        services.AddSingleton<SandboxBank>();
        services.AddSingleton<SandboxServer>();
        services.AddSingleton<SandboxCourier>();
        services.AddSingleton<IPaymentProvider, SandboxRail>();
        return services;
    }
}
