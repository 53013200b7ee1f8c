using Microsoft.AspNetCore.Http.Extensions;

namespace Marketplace.Web.Shell;

/// <summary>Addresses as the outside knows them, for search engines and shared links.</summary>
/// <remarks>Setting <c>PublicUrl</c>, for example <c>https://marketplace.example</c>; by default the address that was asked.</remarks>
public sealed class PublicAddress(IConfiguration configuration)
{
    /// <summary>The root, without a slash at the end.</summary>
    public string Root(HttpContext http) => configuration["PublicUrl"] is { Length: > 0 } root
        ? root.TrimEnd('/')
        : UriHelper.BuildAbsolute(http.Request.Scheme, http.Request.Host, http.Request.PathBase).TrimEnd('/');

    /// <summary>The page that was asked, without its query, in one language or in the reader's.</summary>
    public string Of(HttpContext http, string? language = null) =>
        Root(http) + http.Request.Path.ToUriComponent() + (language is null ? "" : $"?{ShellWeb.LanguageQuery}={language}");
}
