using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails;
using Marketplace.Web.Demo;
using Marketplace.Web.Hosting;
using Marketplace.Web.Hosting.Chores;
using Marketplace.Web.Shell;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Features.Payments.Rails;

/// <summary>The doors of payments and rails.</summary>
public static class RailsWeb
{
    /// <summary>Registers what the pages and endpoints need.</summary>
    public static IServiceCollection AddRailsWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<RailsSettings>();
        services.AddSingleton(provider =>
        {
            var settings = provider.GetRequiredService<IOptions<RailsSettings>>().Value;
            return new RailsOptions
            {
                PublicUrl = configuration.PublicUrl().ToString().TrimEnd('/'), Sandbox = settings.Sandbox || configuration.IsDemo(),
                AllowPrivate = settings.AllowPrivate, KeyFolder = Path.Combine(configuration.DataPath(), "keys"),
            };
        });
        services.AddSettings<OpenPaymentsSettings>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<OpenPaymentsSettings>>().Value.ToOptions());
        services.AddHostedService<SandboxCourierService>();
        services.AddChore<ReconcileRailsChore>("reconcile-rails", "0 40 2 * * ?", alarmAfter: TimeSpan.FromHours(26));
        return services.AddNavigation(
            new NavEntry("/pay", "Payments", "wallet", Groups.Account, Policies.NotStaff),
            new NavEntry("/admin/rails", "Rail lab", "settings", Groups.House, Policies.Superadmin));
    }

    /// <summary>Maps the endpoints.</summary>
    public static IEndpointRouteBuilder MapRails(this IEndpointRouteBuilder routes)
    {
        routes.MapHooks();
        return routes;
    }
}
