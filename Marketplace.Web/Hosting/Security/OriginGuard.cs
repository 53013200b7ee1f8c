using Microsoft.AspNetCore.SignalR;

namespace Marketplace.Web.Hosting.Security;

/// <summary>
/// Refuses connections that a foreign page opens with the visitor's cookies. Browsers do not guard WebSockets as they guard
/// other requests, so circuits and hubs are checked here.
/// </summary>
public static class OriginGuard
{
    /// <summary>Answers 403 when a circuit, a hub or any WebSocket is asked for by a page of another origin.</summary>
    public static IApplicationBuilder UseOriginGuard(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (IsGuarded(http) && IsForeign(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        return next(http);
    });

    private static bool IsGuarded(HttpContext http) => http.WebSockets.IsWebSocketRequest
        || http.Request.Path.StartsWithSegments("/_blazor")
        || http.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null;

    // Programs that are no browsers send no origin; they have no cookies of a visitor either.
    private static bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) return false;
        return !Uri.TryCreate(origin, UriKind.Absolute, out var from)
            || !string.Equals(from.Authority, Authority(request), StringComparison.OrdinalIgnoreCase);
    }

    // Both sides without the port that goes without saying.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : "";
}
