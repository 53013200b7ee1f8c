using Marketplace.Core.Operations;
using Marketplace.Web.Hosting;
using Marketplace.Web.Hosting.Chores;

namespace Marketplace.Web.Features.Operations;

/// <summary>The doors of this feature.</summary>
public static class OperationsWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddOperationsWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IAuditHead>(provider => new AuditHeadFile(
            Path.Combine(configuration.DataPath(), "audit-head.txt"), provider.GetRequiredService<TimeProvider>()));
        return services
            .AddChore<FireDueTimersChore>("fire-timers", TimeSpan.FromSeconds(5), alarmAfter: TimeSpan.FromMinutes(5))
            .AddChore<SealAuditChore>("seal-audit", TimeSpan.FromMinutes(1), alarmAfter: TimeSpan.FromMinutes(15))
            .AddChore<SweepOldRowsChore>("sweep-old-rows", TimeSpan.FromHours(1), alarmAfter: TimeSpan.FromHours(6));
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapLive();
        return routes;
    }
}
