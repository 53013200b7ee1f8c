using System.Collections.Frozen;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Marketplace.Core.Kernel;
using Marketplace.Core.Operations;

namespace Marketplace.Web.Features.Operations;

/// <summary>
/// News for static pages, which have no circuit: <c>GET /live/public:status</c> is a stream of server-sent events. Only topics that anybody
/// may know are offered; the news says that something happened, the page then reads it with its own rights.
/// </summary>
public static class LiveApi
{
    private const int MostListeners = 2000;
    private static readonly FrozenSet<string> Topics = FrozenSet.Create(StatusNoticeChanged.Topic, "public:onair");
    private static int _listeners;

    /// <summary>Maps the stream.</summary>
    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/live/{topic}", (string topic, LiveFeed feed, IHostApplicationLifetime lifetime, HttpContext http) =>
        {
            if (!Topics.Contains(topic)) return Results.NotFound();
            if (Volatile.Read(ref _listeners) >= MostListeners) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            http.Response.Headers["X-Accel-Buffering"] = "no"; // A proxy in front must not collect the events.
            var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
            http.Response.RegisterForDispose(ends);
            return TypedResults.ServerSentEvents(Listen(feed, topic, ends.Token));
        }).AllowAnonymous();

    private static async IAsyncEnumerable<SseItem<LiveNews>> Listen(
        LiveFeed feed, string topic, [EnumeratorCancellation] CancellationToken ct)
    {
        // A page that reads too slowly loses old news, which only ever said "look again".
        var news = Channel.CreateBounded<LiveNews>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
        Interlocked.Increment(ref _listeners);
        try
        {
            using var subscription = feed.Listen(topic, one =>
            {
                news.Writer.TryWrite(one);
                return Task.CompletedTask;
            });
            // The first event tells the page that it is connected, and that it may have missed something before.
            yield return new SseItem<LiveNews>(new LiveNews(topic, LiveNews.Missed, Guid.Empty), "news");
            await foreach (var one in news.Reader.ReadAllAsync(ct)) yield return new SseItem<LiveNews>(one, "news");
        }
        finally
        {
            Interlocked.Decrement(ref _listeners);
        }
    }
}
