using System.Net;
using System.Net.Sockets;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Streams;

namespace Marketplace.Tests.Radio.Streams;

/// <summary>No address that a stranger names leads into our own network, however it is spelled.</summary>
public sealed class AddressTests
{
    private static readonly StreamLimits Closed = new();

    [Theory]
    [InlineData("http://127.0.0.1:8000/live")]
    [InlineData("http://127.1:8000/")]
    [InlineData("http://127.0.1:8000/")]
    [InlineData("http://2130706433:8000/")]
    [InlineData("http://0x7f000001:8000/")]
    [InlineData("http://0x7f.0.0.1:8000/")]
    [InlineData("http://0177.0.0.1:8000/")]
    [InlineData("http://017700000001:8000/")]
    [InlineData("http://0:8000/")]
    [InlineData("http://0.0.0.0:8000/")]
    [InlineData("http://0.1.2.3:8000/")]
    [InlineData("http://127.0.0.1.:8000/")]
    [InlineData("http://localhost:8000/")]
    [InlineData("http://LOCALHOST.:8000/")]
    [InlineData("http://[::1]:8000/")]
    [InlineData("http://[::]:8000/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]:8000/")]
    [InlineData("http://[::ffff:127.0.0.1]:8000/")]
    [InlineData("http://[::ffff:7f00:1]:8000/")]
    [InlineData("http://[::127.0.0.1]:8000/")]
    [InlineData("http://[64:ff9b::7f00:1]:8000/")]
    [InlineData("http://[2002:7f00:1::]:8000/")]
    [InlineData("http://[2001:0:7f00:1::]:8000/")]
    [InlineData("http://[fe80::1]:8000/")]
    [InlineData("http://[fe80::1%251]:8000/")]
    [InlineData("http://[fc00::1]:8000/")]
    [InlineData("http://[fd12:3456::1]:8000/")]
    [InlineData("http://[fec0::1]:8000/")]
    [InlineData("http://[ff02::1]:8000/")]
    [InlineData("http://[2001:db8::1]:8000/")]
    [InlineData("http://10.0.0.1:8000/")]
    [InlineData("http://172.16.0.1:8000/")]
    [InlineData("http://172.31.255.255:8000/")]
    [InlineData("http://192.168.1.1:8000/")]
    [InlineData("http://100.64.0.1:8000/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[fd00:ec2::254]/latest/meta-data/")]
    [InlineData("http://192.0.0.192/")]
    [InlineData("http://198.18.0.1/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://240.0.0.1/")]
    [InlineData("http://router.example/")]
    [InlineData("http://both.example/")]
    [InlineData("http://user:secret@radio.example/")]
    [InlineData("http://127.0.0.1@radio.example/")]
    [InlineData("http://radio.example:22/")]
    [InlineData("http://radio.example:25/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://radio.example/")]
    [InlineData("gopher://radio.example/")]
    [InlineData("concat:http://radio.example|file:///etc/passwd")]
    [InlineData("//radio.example/live")]
    [InlineData("radio.example/live")]
    [InlineData("http://")]
    public async Task An_address_inside_is_refused_before_anything_is_dialled(string url)
    {
        var network = new FakeNetwork();
        var guard = new StreamAddressGuard(network, Closed);
        Assert.NotNull(await guard.ProblemNow(url, CancellationToken.None));
        if (Uri.TryCreate(url, UriKind.Absolute, out var address))
            await Assert.ThrowsAsync<StreamException>(() => Fetcher(network).Open(address, new ConnectCount(), CancellationToken.None));
        Assert.Empty(network.Dialled);
    }

    [Theory]
    [InlineData("http://radio.example/live")]
    [InlineData("https://radio.example:8443/live")]
    [InlineData("http://93.184.216.34:8000/;stream.mp3")]
    [InlineData("http://[2606:2800:220:1::1]:8000/")]
    public async Task An_address_outside_is_allowed(string url) =>
        Assert.Null(await new StreamAddressGuard(new FakeNetwork(), Closed).ProblemNow(url, CancellationToken.None));

    [Theory]
    [InlineData("http://127.0.0.1:8000/")]
    [InlineData("http://router.example/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://2130706433/")]
    public async Task A_redirect_inside_is_not_followed(string target)
    {
        await using var radio = new StubRadio();
        radio.On("/live", (s, _, ct) => StubRadio.Write(s, $"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n", ct));
        var network = new FakeNetwork { Outside = radio.Port };
        await Assert.ThrowsAsync<StreamException>(
            () => Fetcher(network).Open(new Uri("http://radio.example/live"), new ConnectCount(), CancellationToken.None));
        Assert.All(network.Dialled, address => Assert.Equal(FakeNetwork.Public, address.Address));
    }

    [Theory]
    [InlineData("#EXTM3U\nhttp://127.0.0.1:9000/\n")]
    [InlineData("[playlist]\nFile1=http://169.254.169.254/latest/meta-data/\n")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://router.example/s.ts\n")]
    [InlineData("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://[::1]/v.m3u8\n")]
    public async Task A_playlist_that_points_inside_is_not_followed(string text)
    {
        await using var radio = new StubRadio();
        radio.Text("/list", "audio/x-mpegurl", () => text);
        var network = new FakeNetwork { Outside = radio.Port };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var failure = await Assert.ThrowsAsync<StreamException>(() =>
            CaptureTests.Ear(Closed, network).Window(new Uri("http://radio.example/list"), 15, 8000, new ConnectCount(), limit.Token));
        Assert.Equal(StreamErrors.Address, failure.Code);
        Assert.All(network.Dialled, address => Assert.Equal(FakeNetwork.Public, address.Address));
    }

    [Fact]
    public async Task A_name_that_changes_its_address_after_the_check_is_refused_where_it_counts()
    {
        var network = new FakeNetwork();
        var guard = new StreamAddressGuard(network, Closed);
        Assert.Null(await guard.ProblemNow("http://turncoat.example/live", CancellationToken.None));

        var failure = await Assert.ThrowsAsync<StreamException>(
            () => Fetcher(network).Open(new Uri("http://turncoat.example/live"), new ConnectCount(), CancellationToken.None));
        Assert.Equal(StreamErrors.Address, failure.Code);
        Assert.Empty(network.Dialled);
    }

    private static StreamFetcher Fetcher(FakeNetwork network) => new(new StreamAddressGuard(network, Closed), Closed, TimeProvider.System);

    /// <summary>Some names, and one public address that leads to a server of this test.</summary>
    internal sealed class FakeNetwork : INetwork
    {
        public static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");
        private int _turns;

        public int Outside { get; init; }

        public List<IPEndPoint> Dialled { get; } = [];

        public Task<IPAddress[]> Resolve(string host, CancellationToken ct) => Task.FromResult(host.TrimEnd('.').ToLowerInvariant() switch
        {
            "radio.example" => new[] { Public },
            "localhost" => [IPAddress.Loopback],
            "router.example" => [IPAddress.Parse("192.168.0.1")],
            "both.example" => [Public, IPAddress.Parse("10.0.0.5")],
            "turncoat.example" => [_turns++ == 0 ? Public : IPAddress.Loopback],
            _ => throw new SocketException((int)SocketError.HostNotFound),
        });

        public async Task<Stream> Dial(IPEndPoint address, CancellationToken ct)
        {
            Dialled.Add(address);
            if (!Equals(address.Address, Public)) throw new SocketException((int)SocketError.ConnectionRefused);
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Outside, ct);
            return client.GetStream();
        }
    }
}
