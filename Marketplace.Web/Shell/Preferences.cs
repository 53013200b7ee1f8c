using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Shell;

/// <summary>Language and look of this browser, changed by plain forms with a token.</summary>
public static class Preferences
{
    /// <summary>Maps the two forms and the menu that holds them.</summary>
    public static void MapPreferences(this WebApplication app)
    {
        var group = app.MapGroup("/preferences").AllowAnonymous();
        group.MapPost("/language", ChooseLanguage);
        group.MapPost("/theme", ChooseTheme);
        group.MapGet("/menu", (string? returnUrl) => new RazorComponentResult<PreferencesMenu>(new { ReturnUrl = Local(returnUrl) }));
    }

    /// <summary>The address if it stays in this house, else the front page.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";

    private static RedirectHttpResult ChooseLanguage(HttpContext http, [FromForm] string language, [FromForm] string? returnUrl)
    {
        if (ShellWeb.Languages.Contains(language))
            Keep(http, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)));
        return TypedResults.LocalRedirect(WithoutLanguage(Local(returnUrl)));
    }

    private static RedirectHttpResult ChooseTheme(HttpContext http, [FromForm] string theme, [FromForm] string? returnUrl)
    {
        if (Theme.Choices.Contains(theme)) Keep(http, Theme.Cookie, theme);
        return TypedResults.LocalRedirect(Local(returnUrl));
    }

    // An address that names a language would win over the choice just made.
    private static string WithoutLanguage(string address)
    {
        var parts = address.Split('?', 2);
        if (parts.Length == 1) return address;
        var kept = parts[1].Split('&').Where(p => !p.StartsWith(ShellWeb.LanguageQuery + "=", StringComparison.Ordinal)).ToList();
        return kept.Count == 0 ? parts[0] : $"{parts[0]}?{string.Join('&', kept)}";
    }

    private static void Keep(HttpContext http, string name, string value) => http.Response.Cookies.Append(name, value, new CookieOptions
    {
        MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps,
    });
}
