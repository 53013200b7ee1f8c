using System.Threading.RateLimiting;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Inbox;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Features.Payments.Rails;

/// <summary>The doors where rails knock: one exact path each, no cookies, no form token, small bodies, a limit per address.</summary>
public static class HooksApi
{
    /// <summary>Maps <c>/hooks/rails/{rail}</c>.</summary>
    public static void MapHooks(this IEndpointRouteBuilder routes)
    {
        var perMinute = routes.ServiceProvider.GetRequiredService<IOptions<RailsSettings>>().Value.MessagesPerMinute;
        var limits = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetSlidingWindowLimiter(
            $"{http.Request.RouteValues["rail"]} {http.Connection.RemoteIpAddress}", _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
            }));
        routes.MapPost("/hooks/rails/{rail:regex(^[a-z-]{{2,30}}$)}", Take).AllowAnonymous().DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(WebhookRequest.MostBytes))
            .AddEndpointFilter(async (context, next) =>
            {
                using var lease = limits.AttemptAcquire(context.HttpContext);
                return lease.IsAcquired ? await next(context) : Results.StatusCode(StatusCodes.Status429TooManyRequests);
            });
    }

    private static async Task<IResult> Take(string rail, HttpContext http, ReceiveWebhook receive, CancellationToken ct)
    {
        if (http.Request.ContentLength > WebhookRequest.MostBytes) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        using var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, ct);
        }
        catch (BadHttpRequestException failure)
        {
            return Results.StatusCode(failure.StatusCode);
        }
        var headers = http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
        var request = new WebhookRequest(http.Request.Path.Value ?? "", headers, body.ToArray());
        return await receive.Run(rail, request, ct) switch
        {
            WebhookAnswer.Taken => Results.Ok(),
            WebhookAnswer.Refused => Results.StatusCode(StatusCodes.Status401Unauthorized), // And not a word about why.
            _ => Results.NotFound(),
        };
    }
}
