using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Hosting.Security;

/// <summary>What a visitor hears who knocks too often: a page for people, a problem document for programs.</summary>
public static class TooManyRequests
{
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(1);

    /// <summary>Answers 429 with the time to wait.</summary>
    public static async ValueTask Answer(OnRejectedContext rejected, CancellationToken ct)
    {
        var http = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Default;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        var texts = http.RequestServices.GetRequiredService<IStringLocalizer>();
        string title = texts["Too many tries"], text = texts["Please wait {0} seconds and try again.", seconds];
        if (http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync(
                $"""
                <!doctype html><html lang="{CultureInfo.CurrentUICulture.Name}"><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1"><title>{WebUtility.HtmlEncode(title)}</title>
                <link rel="stylesheet" href="/app.css"><main id="main"><h1>{WebUtility.HtmlEncode(title)}</h1>
                <p>{WebUtility.HtmlEncode(text)}</p></main></html>
                """, ct);
            return;
        }
        var problem = new ProblemDetails { Status = StatusCodes.Status429TooManyRequests, Title = title, Detail = text };
        problem.Extensions["code"] = "rate.exceeded";
        await http.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", ct);
    }
}
