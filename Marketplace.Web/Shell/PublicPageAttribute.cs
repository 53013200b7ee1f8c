using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Shell;

/// <summary>
/// A page that is the same for every guest: it may be found by search engines, and is kept for a minute
/// per language, look and query. A page with a form must not carry this: its token belongs to one browser.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicPageAttribute : Attribute, IOutputCachePolicy
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var isGuest = http.User.Identity?.IsAuthenticated != true && HttpMethods.IsGet(http.Request.Method);
        context.EnableOutputCaching = isGuest;
        context.AllowCacheLookup = isGuest;
        context.AllowCacheStorage = isGuest;
        context.AllowLocking = true;
        // The framework gives every page a form token; a page without forms needs none, and its cookie would forbid keeping the page.
        // First registered runs last, so it sees the cookie.
        if (isGuest) http.Response.OnStarting(() =>
        {
            http.Response.Headers.Remove(HeaderNames.SetCookie);
            return Task.CompletedTask;
        });
        context.ResponseExpirationTimeSpan = Kept;
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByValues["language"] = System.Globalization.CultureInfo.CurrentUICulture.Name;
        context.CacheVaryByRules.VaryByValues["theme"] = http.RequestServices.GetRequiredService<Theme>().Of(http);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        // What failed should be tried again.
        if (response.StatusCode != StatusCodes.Status200OK) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }
}
