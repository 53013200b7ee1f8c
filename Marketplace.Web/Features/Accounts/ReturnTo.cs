namespace Marketplace.Web.Features.Accounts;

/// <summary>Where to go after signing in: only ever a page of our own.</summary>
public static class ReturnTo
{
    /// <summary>The address if it is a local path, otherwise the fallback.</summary>
    public static string Local(string? url, string fallback = "/")
    {
        if (string.IsNullOrEmpty(url) || url[0] != '/' || url.Length > 2000) return fallback;
        if (url.Length > 1 && url[1] is '/' or '\\') return fallback;
        return url.Any(char.IsControl) || url.Contains('\\', StringComparison.Ordinal) ? fallback : url;
    }
}
