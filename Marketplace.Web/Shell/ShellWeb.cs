using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Shell;

/// <summary>The frame of pages, texts and navigation.</summary>
public static class ShellWeb
{
    /// <summary>Adds pages, texts and languages.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<IStringLocalizer, Texts>();
        services.Configure<RequestLocalizationOptions>(options => options
            .SetDefaultCulture("en").AddSupportedCultures("en", "zh-Hans").AddSupportedUICultures("en", "zh-Hans"));
        return services;
    }

    /// <summary>Maps every page.</summary>
    public static WebApplication MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().OpenToGuests();
        return app;
    }
}
