using Marketplace.Core.Kernel;
using Marketplace.Web.Hosting.Chores;
using Marketplace.Web.Hosting.Health;
using Marketplace.Web.Hosting.Logs;
using Marketplace.Web.Hosting.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Hosting;

/// <summary>What the house needs around its features: logs, health, limits, headers, background work.</summary>
public static class HostingSetup
{
    /// <summary>Adds logging, health, limits and background services.</summary>
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        // The defaults lie beside the program, wherever it is started from; everything else overrules them.
        configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory), Path = "appsettings.json",
        });
        ProductionGuard.RefuseUnsafe(configuration, builder.Environment);
        builder.Listen();
        // A build that was not published finds its styles and scripts in every environment, not in Development alone.
        builder.WebHost.UseStaticWebAssets();
        services.AddSettings<LogSettings>();
        builder.Logging.ClearProviders();
        services.AddSingleton<ILoggerProvider, JsonLogs>();
        services.AddTelemetry(configuration).AddHealth().AddScheduler(configuration.Connection());
        services.AddHostedService<OutboxDispatcher>().AddHostedService<LiveBridgeListener>().AddHostedService<SpareMemory>()
            .AddHostedService<CatalogueFollower>();
        // Cookies and tokens outlive a restart; nodes that share a database also share this folder.
        services.AddDataProtection().SetApplicationName("Marketplace")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(configuration.DataPath(), "keys")));
        services.AddSingleton<ISecretBox, ProtectedBox>();
        services.AddSettings<SecuritySettings>()
            .Validate(s => Proxies.AreValid(s.Proxies), "Security:Proxies holds something that is neither an address nor a network.");
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<SecuritySettings>>((kestrel, settings) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.Value.BodyMebibytes * 1024L * 1024;
        });
        services.AddProxies().AddRateLimits();
        services.AddAuthentication();
        services.AddAuthorization();
        services.AddHttpContextAccessor();
        return builder;
    }

    // PORT alone means this machine only; ASPNETCORE_URLS says anything else, for example http://+:8080 in a container.
    private static void Listen(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["PORT"] is { Length: > 0 } port) builder.WebHost.UseUrls($"http://localhost:{port}");
    }

    /// <summary>Adds the middleware, outermost first.</summary>
    public static WebApplication UseHosting(this WebApplication app)
    {
        app.UseRequestSpans();
        app.UseCorrelation();
        app.UseProxies();
        app.UseSecurityHeaders(app.Environment);
        if (app.Environment.IsProduction()) app.UseHsts();
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseOriginGuard();
        app.UseAuthentication();
        app.UseSignInAccount();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapHealth();
        return app;
    }
}
