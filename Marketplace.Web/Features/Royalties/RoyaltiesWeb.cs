using Marketplace.Web.Features.Royalties.Reports;
using Marketplace.Web.Hosting;
using Marketplace.Web.Hosting.Chores;
using Marketplace.Web.Hosting.Printing;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Royalties;

/// <summary>The doors of this feature.</summary>
public static class RoyaltiesWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddRoyaltiesWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<PdfSettings>();
        services.AddSingleton<IPdfPrinter, ChromiumPdfPrinter>();
        services.AddScoped<StatementPrinting>();
        services.AddTransient<IHomeTiles, EarningTiles>();
        services.AddHostedService<CalculationWorker>();
        services.AddChore<CalculateMonthChore>("calculate-month", "0 0 3 1 * ?", alarmAfter: TimeSpan.FromDays(32));
        services.AddNavigation(
            new NavEntry("/artist/statements", "Statements", "file", Groups.Artist, Policies.Artist),
            new NavEntry("/station/statements", "Statements", "file", Groups.Station, Policies.Station),
            new NavEntry("/finance", "Royalty months", "chart", Groups.Finance, Policies.Finance) { IsTab = true });
        return services;
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapRoyalties(this IEndpointRouteBuilder routes) => routes.MapStatementFiles();
}
