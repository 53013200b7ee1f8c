using System.Collections.Immutable;

namespace Marketplace.Web.Hosting.Health;

/// <summary>Health of the server: for the load balancer, for the house, and for visitors.</summary>
public static class HealthSetup
{
    /// <summary>Adds the report and the probes that every installation needs.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddTransient<HealthReport>()
        .AddSingleton<IHealthProbe, DatabaseProbe>()
        .AddSingleton<IHealthProbe, OutboxProbe>()
        .AddSingleton<IHealthProbe, DiskProbe>()
        .AddSingleton<IHealthProbe, FontsProbe>()
        .AddSingleton<IHealthProbe>(new ProgramProbe("ffmpeg", "Missing: audio can be neither uploaded nor heard. Install ffmpeg.", "ffmpeg"))
        .AddSingleton<IHealthProbe>(new ProgramProbe("Chromium",
            "Missing: statements cannot be printed as PDF here; the browser's own printing works. Install chromium.", "chromium", "chromium-browser", "google-chrome"));

    /// <summary>
    /// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work; 503 with the names of what cannot.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => "ok").AllowAnonymous().DisableRateLimiting();
        routes.MapGet("/health/ready", async (HealthReport report, CancellationToken ct) =>
        {
            var findings = await report.Look(ct);
            var answer = new
            {
                status = findings.Any(f => f.State == HealthState.Down) ? "down" : "ready",
                checks = findings.Where(f => f.IsPublic).ToImmutableSortedDictionary(f => f.Name, f => f.State.ToString().ToLowerInvariant()),
            };
            return Results.Json(answer, statusCode: answer.status == "ready" ? 200 : 503);
        }).AllowAnonymous().DisableRateLimiting();
    }
}
