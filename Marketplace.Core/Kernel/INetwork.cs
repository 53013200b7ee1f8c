using System.Net;
using System.Net.Sockets;

namespace Marketplace.Core.Kernel;

/// <summary>The outside network: names and connections. Tests put their own in its place.</summary>
public interface INetwork
{
    /// <summary>All addresses of a name.</summary>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    Task<IPAddress[]> Resolve(string host, CancellationToken ct);

    /// <summary>Connects to exactly this address.</summary>
    /// <exception cref="SocketException">Nobody answers.</exception>
    Task<Stream> Dial(IPEndPoint address, CancellationToken ct);
}

/// <summary>The real network.</summary>
public sealed class Network : INetwork
{
    /// <inheritdoc/>
    public Task<IPAddress[]> Resolve(string host, CancellationToken ct) => Dns.GetHostAddressesAsync(host, ct);

    /// <inheritdoc/>
    public async Task<Stream> Dial(IPEndPoint address, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(address);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
