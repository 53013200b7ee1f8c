using System.Text.RegularExpressions;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Hosting.Logs;

/// <summary>Gives every request its thread: the caller's <c>X-Correlation-Id</c> if it is a plain word, else the trace id.</summary>
public static partial class CorrelationIds
{
    private const string Header = "X-Correlation-Id";

    /// <summary>Continues the caller's thread and tells it back.</summary>
    public static IApplicationBuilder UseCorrelation(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var given = http.Request.Headers[Header].ToString();
        if (Word().IsMatch(given)) Correlation.Continue(given);
        http.Response.Headers[Header] = Correlation.Id;
        await next(http);
    });

    [GeneratedRegex("^[A-Za-z0-9_-]{8,64}$")]
    private static partial Regex Word();
}
