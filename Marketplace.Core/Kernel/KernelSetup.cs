using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Core.Kernel;

/// <summary>Registers the frame that every use case runs in.</summary>
public static class KernelSetup
{
    /// <summary>Adds clock, frame, outbox signal and live feed.</summary>
    public static IServiceCollection AddKernel(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton(new EventTypes(typeof(IEvent).Assembly));
        services.AddSingleton<CommitGroup>();
        services.AddTransient<Work>();
        services.AddTransient<OutboxDispatch>();
        services.AddTransient<FireDueTimers>();
        return services;
    }
}
