using System.IO.Compression;
using Marketplace.Web.Hosting;
using Marketplace.Web.Ui;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Shell;

/// <summary>The frame of pages, texts and navigation.</summary>
public static class ShellWeb
{
    /// <summary>Asks for a page in one language, for example <c>?lang=zh-Hans</c>.</summary>
    public const string LanguageQuery = "lang";

    /// <summary>Languages of the product, the default first.</summary>
    public static readonly string[] Languages = ["en", "zh-Hans"];

    /// <summary>Adds pages, texts, languages and navigation.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddSettings<ContactSettings>();
        services.AddScoped<Who>();
        services.AddScoped<Navigation>();
        services.AddSingleton<Texts>();
        services.AddSingleton<IStringLocalizer>(provider => provider.GetRequiredService<Texts>());
        services.AddSingleton<Theme>();
        services.AddSingleton<PublicAddress>();
        services.AddUi();
        services.AddUnreadableRequests();
        services.AddOutputCache();
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Languages[0]).AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
            var query = options.RequestCultureProviders.OfType<QueryStringRequestCultureProvider>().Single();
            (query.QueryStringKey, query.UIQueryStringKey) = (LanguageQuery, LanguageQuery);
        });
        return services.AddNavigation(
            new NavEntry("/pages", "All pages", "menu", Groups.About) { IsHidden = true },
            new NavEntry("/pricing", "Fees", "wallet", Groups.About) { IsHidden = true },
            new NavEntry("/help", "Help", "help", Groups.About),
            new NavEntry("/preferences", "Language and look", "globe", Groups.About) { IsHidden = true },
            new NavEntry("/legal/terms", "Terms", "file", Groups.About) { IsHidden = true },
            new NavEntry("/legal/privacy", "Privacy", "shield", Groups.About) { IsHidden = true });
    }

    /// <summary>The outermost steps of a request: smaller answers, and a page for what failed or is not there.</summary>
    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/stop/{0}");
        app.Use((http, next) =>
        {
            // Programs get bare status codes.
            if (!WantsPage(http.Request)) http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            return next(http);
        });
        app.UseUnreadableRequests(WantsPage);
        return app;
    }

    /// <summary>Maps every page.</summary>
    public static WebApplication MapShell(this WebApplication app)
    {
        app.UseOutputCache();
        app.MapStaticAssets().AllowAnonymous();
        app.MapPreferences();
        app.MapMaps();
        app.MapRoleHome();
        app.MapRazorComponents<App>()
            // The security headers already say who may frame us; a second policy beside them would only confuse.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .OpenToGuests();
        return app;
    }

    private static bool WantsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.Path.StartsWithSegments("/api")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
