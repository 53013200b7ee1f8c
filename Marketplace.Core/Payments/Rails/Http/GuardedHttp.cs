using System.Net;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails.Http;

/// <summary>An answer from outside, read whole.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">At most <see cref="GuardedHttp.MostBytes"/>.</param>
public sealed record HttpAnswer(HttpStatusCode Status, byte[] Body)
{
    /// <summary>Whether the status says done.</summary>
    public bool IsOk => (int)Status is >= 200 and < 300;
}

/// <summary>
/// Our HTTP to addresses that people name: the name is resolved once, inside the connection, and every address it has must be public. No
/// redirects, no cookies, no proxy, no second try, small answers, TLS only.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    /// <summary>Largest answer, bytes.</summary>
    public const int MostBytes = 256 * 1024;
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private readonly INetwork _network;
    private readonly RailsOptions _options;
    private readonly HttpMessageInvoker _http;

    /// <summary>Opens no connection yet.</summary>
    public GuardedHttp(INetwork network, RailsOptions options)
    {
        (_network, _options) = (network, options);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 16, ConnectTimeout = ConnectPatience, PooledConnectionLifetime = TimeSpan.FromMinutes(2), MaxResponseDrainSize = 0,
            ConnectCallback = async (context, ct) => await Connect(context.DnsEndPoint, ct),
        });
    }

    /// <summary>Whether the address may be asked at all, before anything is looked up.</summary>
    public bool MayAsk(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.UserInfo.Length > 0 || address.Fragment.Length > 0) return false;
        if (_options.AllowPrivate) return address.Scheme is "http" or "https";
        return address.Scheme == "https" && address.Port == 443
            && (!IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var literal) || PublicAddresses.Contains(literal));
    }

    /// <summary>Sends and reads the answer.</summary>
    /// <exception cref="HttpRequestException">Refused address, no connection, broken or too large an answer: the outcome is unknown.</exception>
    public async Task<HttpAnswer> Send(HttpRequestMessage request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!MayAsk(request.RequestUri!)) throw new HttpRequestException("This address is refused.");
        using var answer = await _http.SendAsync(request, ct);
        if (answer.Content.Headers.ContentLength > MostBytes) throw new HttpRequestException("The answer is too large.");
        using var kept = new MemoryStream();
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[8192];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            if (kept.Length + read > MostBytes) throw new HttpRequestException("The answer is too large.");
            kept.Write(buffer, 0, read);
        }
        return new HttpAnswer(answer.StatusCode, kept.ToArray());
    }

    private async Task<Stream> Connect(DnsEndPoint host, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(host.Host.Trim('[', ']'), out var literal) ? [literal] : await _network.Resolve(host.Host, ct);
        // One private address among public ones is enough to refuse.
        if (addresses.Length == 0 || (!_options.AllowPrivate && !addresses.All(PublicAddresses.Contains)))
            throw new HttpRequestException("The address is not on the public internet.");
        return await _network.Dial(new IPEndPoint(addresses.FirstOrDefault(a => a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork) ?? addresses[0], host.Port), ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
