using System.Security.Cryptography;

namespace Marketplace.Web.Hosting.Security;

/// <summary>Tells browsers what our pages may do: only our own scripts, no foreign host, no frame around us.</summary>
public static class SecurityHeaders
{
    private static readonly object Key = new();

    /// <summary>
    /// The one-time word of this request: an inline <c>&lt;script nonce="@Http.CspNonce()"&gt;</c> runs only with it.
    /// Scripts with a <c>src</c> of our own need none.
    /// </summary>
    public static string CspNonce(this HttpContext http)
    {
        if (http.Items[Key] is string known) return known;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Items[Key] = nonce;
        return nonce;
    }

    /// <summary>Puts the headers on every answer.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, IHostEnvironment environment) =>
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = Policy(http.CspNonce(), environment.IsDevelopment());
            // A page out of the cache brings the policy of an earlier request, whose word is spent; a file has a policy of its own.
            http.Response.OnStarting(() =>
            {
                if (headers.ContentSecurityPolicy.ToString().Contains("'nonce-", StringComparison.Ordinal))
                    headers.ContentSecurityPolicy = Policy(http.CspNonce(), environment.IsDevelopment());
                return Task.CompletedTask;
            });
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] =
                "camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return next(http);
        });

    // Inline styles are allowed because components set widths and positions by style attributes; scripts are not.
    private static string Policy(string nonce, bool isDevelopment) => string.Join("; ",
        "default-src 'self'",
        $"script-src 'self' 'nonce-{nonce}'",
        "style-src 'self' 'unsafe-inline'",
        isDevelopment ? "connect-src 'self' ws: http://localhost:*" : "connect-src 'self'", // The file watcher listens on its own port.
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'");
}
