using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.OutputCaching;

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
        // What sets a cookie is for one browser; what failed should be tried again.
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }
}

/// <summary>Makes public pages fit to be kept.</summary>
public static class PublicPages
{
    /// <summary>No form, no token: the token's cookie on the answer would forbid keeping it for others.</summary>
    public static TBuilder WithoutTokensOnPublicPages<TBuilder>(this TBuilder pages) where TBuilder : IEndpointConventionBuilder
    {
        pages.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<PublicPageAttribute>().Any()) endpoint.Metadata.Add(new NoToken());
        });
        return pages;
    }

    private sealed class NoToken : IAntiforgeryMetadata
    {
        public bool RequiresValidation => false;
    }
}
