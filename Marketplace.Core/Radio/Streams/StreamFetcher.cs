using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;

namespace Marketplace.Core.Radio.Streams;

/// <summary>An answer whose bytes have not been read yet.</summary>
/// <param name="Url">Where it came from after all redirects.</param>
/// <param name="ContentType">Media type, lower-case; empty if the server names none.</param>
/// <param name="Bytes">The guarded bytes.</param>
/// <param name="TitleInterval">Bytes between two ICY titles; 0 without.</param>
/// <param name="ContentLength">Length the server states; a live stream has none.</param>
public sealed record StreamAnswer(Uri Url, string ContentType, Stream Bytes, int TitleInterval, long? ContentLength) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Bytes.DisposeAsync();
}

/// <summary>Our own HTTP reader for streams and playlists of strangers: each connection and each redirect passes the guard.</summary>
public sealed class StreamFetcher : IDisposable
{
    private static readonly HttpRequestOptionsKey<ConnectCount> Count = new("connects");
    private readonly StreamAddressGuard _guard;
    private readonly StreamLimits _limits;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _http;

    /// <summary>Opens no connection yet.</summary>
    public StreamFetcher(StreamAddressGuard guard, StreamLimits limits, TimeProvider clock)
    {
        (_guard, _limits, _clock) = (guard, limits, clock);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false, UseProxy = false,
            MaxResponseHeadersLength = 16, MaxConnectionsPerServer = int.MaxValue,
            PooledConnectionLifetime = TimeSpan.Zero, // Each request connects anew, so each is checked.
            ConnectTimeout = limits.HeadTimeout,
            MaxResponseDrainSize = 0,
            ConnectCallback = async (context, ct) => new ShoutcastStatusStream(await guard.Connect(
                context.DnsEndPoint, context.InitialRequestMessage.Options.TryGetValue(Count, out var count) ? count : new ConnectCount(1), ct)),
        });
    }

    /// <summary>Asks for an address, follows redirects, and hands the answer over with its bytes unread.</summary>
    /// <exception cref="StreamException">Refused, unreachable, wrong or too slow.</exception>
    public async Task<StreamAnswer> Open(Uri url, ConnectCount count, CancellationToken ct)
    {
        for (var redirects = 0; ; redirects++)
        {
            if (_guard.Problem(url) is { } problem) throw new StreamException(problem, "This address is refused.");
            var response = await Ask(url, count, ct);
            try
            {
                if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
                {
                    if (redirects == _limits.MostRedirects) throw new StreamException(StreamErrors.Redirects, "Too many redirects.");
                    url = new Uri(url, location);
                    response.Dispose();
                    continue;
                }
                return await Accept(url, response, ct);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }

    /// <summary>Reads a small text, such as a playlist.</summary>
    /// <exception cref="StreamException">As <see cref="Open"/>; <c>stream.playlist</c> when it is too large.</exception>
    public async Task<(Uri Url, string Text)> ReadText(Uri url, ConnectCount count, CancellationToken ct)
    {
        await using var answer = await Open(url, count, ct);
        return (answer.Url, Encoding.UTF8.GetString(await ReadAll(answer.Bytes, _limits.MostPlaylistBytes, ct)));
    }

    /// <summary>Reads a segment.</summary>
    /// <exception cref="StreamException">As <see cref="Open"/>; <c>stream.playlist</c> when it is too large.</exception>
    public async Task<byte[]> ReadSegment(Uri url, ConnectCount count, CancellationToken ct)
    {
        await using var answer = await Open(url, count, ct);
        return await ReadAll(answer.Bytes, _limits.MostSegmentBytes, ct);
    }

    /// <summary>Reads to the end, at most so many bytes.</summary>
    internal static async Task<byte[]> ReadAll(Stream bytes, int atMost, CancellationToken ct)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await bytes.ReadAsync(buffer, ct)) > 0)
        {
            if (kept.Length + read > atMost) throw new StreamException(StreamErrors.Playlist, "A playlist or segment is too large.");
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    private async Task<HttpResponseMessage> Ask(Uri url, ConnectCount count, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(_limits.HeadTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Options.Set(Count, count);
        request.Headers.TryAddWithoutValidation("User-Agent", "Marketplace-Airplay/1.0");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        request.Headers.TryAddWithoutValidation("Icy-MetaData", "1");
        try
        {
            return await _http.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new StreamException(StreamErrors.Timeout, "The server does not answer.");
        }
        catch (HttpRequestException failure)
        {
            throw failure.InnerException as StreamException ?? (failure.InnerException is AuthenticationException
                ? new StreamException(StreamErrors.Tls, "The certificate is not valid.", failure)
                : new StreamException(StreamErrors.Unreachable, "The server does not speak HTTP.", failure));
        }
    }

    private async Task<StreamAnswer> Accept(Uri url, HttpResponseMessage response, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode)
            throw new StreamException(StreamErrors.Status, $"The server answers {(int)response.StatusCode}.");
        if (response.Content.Headers.ContentEncoding.Any(coding => coding is not "identity"))
            throw new StreamException(StreamErrors.Encoding, "The answer is compressed.");
        var bytes = new GuardedStream(await response.Content.ReadAsStreamAsync(ct), _limits, _clock, response.Dispose);
        return new StreamAnswer(url, Type(response.Content.Headers.ContentType), bytes, Interval(response), response.Content.Headers.ContentLength);
    }

    private static string Type(MediaTypeHeaderValue? type) => type?.MediaType?.ToLowerInvariant() ?? "";

    private static int Interval(HttpResponseMessage response) =>
        response.Headers.TryGetValues("icy-metaint", out var values)
        && int.TryParse(values.First(), out var interval) && interval is > 0 and <= 1 << 20 ? interval : 0;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
