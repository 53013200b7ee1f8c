using System.Net;
using System.Net.Sockets;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Streams;

/// <summary>Numbers that bound what a stranger's stream may cost.</summary>
public sealed record StreamLimits
{
    /// <summary>Whether streams on private and loopback addresses are allowed: for local demos and tests only.</summary>
    public bool AllowPrivateStreams { get; init; }

    /// <summary>How long connecting and the answer's head may take together.</summary>
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long no byte may come.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the first decoded sound may take; ffmpeg needs some seconds of a slow stream to know its format.</summary>
    public TimeSpan FirstSoundTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Less than this over one stall timeout is a drip, not a stream; the leanest speech codecs use 750.</summary>
    public int LeastBytesPerSecond { get; init; } = 500;

    /// <summary>Sound that may come faster than it plays, seconds: servers send some at once, but only a file sends this much.</summary>
    public double MostBurstSeconds { get; init; } = 90;

    /// <summary>Bytes that may come faster than they play: six times the burst of a 320 kbit/s stream is a bomb or a file.</summary>
    public long MostBurstBytes { get; init; } = 24 << 20;

    /// <summary>Redirects that are followed.</summary>
    public int MostRedirects { get; init; } = 5;

    /// <summary>Playlists inside playlists.</summary>
    public int MostPlaylists { get; init; } = 3;

    /// <summary>Largest playlist, bytes.</summary>
    public int MostPlaylistBytes { get; init; } = 64 << 10;

    /// <summary>Largest segment of a segmented stream, bytes.</summary>
    public int MostSegmentBytes { get; init; } = 8 << 20;
}

/// <summary>
/// Stands between strangers' addresses and our network. The check is made on the address that is really connected to:
/// the name is resolved once, inside the connection, and no second look-up can answer differently.
/// </summary>
public sealed class StreamAddressGuard(INetwork network, StreamLimits limits)
{
    /// <summary>What can be seen to be wrong with an address without looking anything up; null if nothing.</summary>
    /// <returns>A code of <see cref="StreamErrors"/>, or null.</returns>
    public string? Problem(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? Problem(address) : StreamErrors.Url;

    /// <inheritdoc cref="Problem(string)"/>
    public string? Problem(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0) return StreamErrors.Url;
        // Low ports belong to mail, shells and databases, in a private network too; streams live on 80, 443 and above 1023.
        if (url.Port < 1024 && url.Port is not (80 or 443)) return StreamErrors.Url;
        if (limits.AllowPrivateStreams) return null;

        return Literal(url.IdnHost) is { } literal && !PublicAddresses.Contains(literal) ? StreamErrors.Address : null;
    }

    /// <summary>Resolves the name now and answers what is wrong with it; for forms, where a person waits for the answer.</summary>
    public async Task<string?> ProblemNow(string url, CancellationToken ct)
    {
        if (Problem(url) is { } problem) return problem;
        try
        {
            await Allowed(new Uri(url).IdnHost, ct);
            return null;
        }
        catch (StreamException refused)
        {
            return refused.Code;
        }
    }

    /// <summary>Connects to an allowed address of the host.</summary>
    /// <param name="host">Name or literal, and port.</param>
    /// <param name="count">Counts the connection and may refuse it.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StreamException"><c>stream.name</c>, <c>stream.address</c>, <c>stream.unreachable</c>, <c>stream.redirects</c>.</exception>
    public async Task<Stream> Connect(DnsEndPoint host, ConnectCount count, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(count);
        SocketException? last = null;
        foreach (var address in await Allowed(host.Host, ct))
        {
            count.Add();
            try
            {
                return await network.Dial(new IPEndPoint(address, host.Port), ct);
            }
            catch (SocketException failure)
            {
                last = failure;
            }
        }
        throw new StreamException(StreamErrors.Unreachable, "Nobody answers at this address.", last);
    }

    private async Task<IPAddress[]> Allowed(string host, CancellationToken ct)
    {
        var addresses = Literal(host) is { } literal ? [literal] : await Resolve(host, ct);
        if (limits.AllowPrivateStreams) return addresses;

        // One bad address among good ones is enough to refuse: an honest station has no private address.
        return addresses.All(PublicAddresses.Contains)
            ? [.. addresses.Take(2)]
            : throw new StreamException(StreamErrors.Address, "The address is not on the public internet.");
    }

    private async Task<IPAddress[]> Resolve(string host, CancellationToken ct)
    {
        try
        {
            var addresses = await network.Resolve(host, ct);
            return addresses.Length > 0 ? addresses : throw new StreamException(StreamErrors.Name, "The name does not resolve.");
        }
        catch (SocketException failure)
        {
            throw new StreamException(StreamErrors.Name, "The name does not resolve.", failure);
        }
    }

    private static IPAddress? Literal(string host) => IPAddress.TryParse(host.Trim('[', ']').TrimEnd('.'), out var literal) ? literal : null;
}

/// <summary>Connections opened for finding the sound behind one address: redirects, playlists and first segments together.</summary>
/// <param name="most">More are refused until <see cref="Lift"/>.</param>
public sealed class ConnectCount(int most = ConnectCount.Standard)
{
    /// <summary>Enough for two redirects, two playlists and three segments.</summary>
    public const int Standard = 8;
    private int _count;
    private volatile bool _isLifted;

    /// <summary>Connections until the first sound; what a running stream needs later is not counted.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether no further one is allowed.</summary>
    public bool IsSpent => !_isLifted && Count >= most;

    /// <summary>Sound came: segments may follow without end.</summary>
    public void Lift() => _isLifted = true;

    internal void Add()
    {
        if (_isLifted) return;
        if (IsSpent) throw new StreamException(StreamErrors.Redirects, "The address leads on and on.");
        Interlocked.Increment(ref _count);
    }
}
