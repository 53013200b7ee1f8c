using Marketplace.Core.Operations;
using Marketplace.Web.Hosting;
using Marketplace.Web.Hosting.Chores;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Operations;

/// <summary>The doors of this feature.</summary>
public static class OperationsWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddOperationsWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IAuditHead>(provider => new AuditHeadFile(
            Path.Combine(configuration.DataPath(), "audit-head.txt"), provider.GetRequiredService<TimeProvider>()));
        services.AddNavigation(
            new NavEntry("/admin", "The house", "shield", Groups.House, Policies.Superadmin) { IsTab = true },
            new NavEntry("/admin/health", "Health", "shield", Groups.House, Policies.Superadmin),
            new NavEntry("/admin/chores", "Chores", "menu", Groups.House, Policies.Superadmin),
            new NavEntry("/admin/outbox", "Events", "inbox", Groups.House, Policies.Superadmin) { IsHidden = true },
            new NavEntry("/admin/audit", "Audit log", "file", Groups.House, Policies.Superadmin),
            new NavEntry("/status", "Status", "help", Groups.About));
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
