using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marketplace.Tests.Radio.Streams;

/// <summary>A small HTTP server that can also behave badly: each path has its own way of answering, byte by byte.</summary>
internal sealed class StubRadio : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, Func<Stream, string, CancellationToken, Task>> _paths = [];
    private readonly Task _accepting;
    private int _connections;

    public StubRadio()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How often each path was asked for.</summary>
    public ConcurrentDictionary<string, int> Asked { get; } = new();

    public Uri Url(string path) => new(Address + path);

    /// <summary>Answers a path with raw bytes; the handler writes head and body itself.</summary>
    public StubRadio On(string path, Func<Stream, string, CancellationToken, Task> answer)
    {
        _paths[path] = answer;
        return this;
    }

    /// <summary>Answers a path with a text.</summary>
    public StubRadio Text(string path, string type, Func<string> body) => On(path, async (stream, _, ct) =>
    {
        var bytes = Encoding.UTF8.GetBytes(body());
        await Write(stream, $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n", ct);
        await stream.WriteAsync(bytes, ct);
    });

    /// <summary>Streams a recording like a radio server: some seconds at once, then at the pace of the sound, from the given position on.</summary>
    public StubRadio Live(
        string path, string type, byte[] bytes, double seconds, double burstSeconds = 4, Func<double>? position = null, string protocol = "HTTP/1.0") =>
        On(path, async (stream, _, ct) =>
        {
            await Write(stream, $"{protocol} 200 OK\r\nContent-Type: {type}\r\n\r\n", ct);
            var perSecond = bytes.Length / seconds;
            var opened = System.Diagnostics.Stopwatch.StartNew();
            var start = Math.Max(0, (position?.Invoke() ?? burstSeconds) - burstSeconds);
            var sent = (long)(start * perSecond);
            while (sent < bytes.Length)
            {
                var due = Math.Min(bytes.Length, (long)((start + burstSeconds + opened.Elapsed.TotalSeconds) * perSecond));
                await stream.WriteAsync(bytes.AsMemory((int)sent, (int)(due - sent)), ct);
                sent = due;
                await Pause(0.1, ct);
            }
        });

    public static async Task Write(Stream stream, string text, CancellationToken ct) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), ct);

    /// <summary>The pace of a real server is real time; nothing is waited for here.</summary>
    public static async Task Pause(double seconds, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds));
        await timer.WaitForNextTickAsync(ct);
    }

    private async Task Accept()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                open.Add(Serve(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var request = await ReadHead(stream);
            if (request.Length == 1)
            {
                await Write(stream, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", _stop.Token);
                return;
            }
            var path = request.Split(' ').ElementAtOrDefault(1)?.Split('?')[0] ?? "/";
            Asked.AddOrUpdate(path, 1, (_, times) => times + 1);
            if (_paths.TryGetValue(path, out var answer)) await answer(stream, request, _stop.Token);
            else await Write(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", _stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The listener left, or the test is over.
        }
    }

    private async Task<string> ReadHead(NetworkStream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) == 1)
        {
            text.Append((char)one[0]);
            if (!char.IsAsciiLetterUpper(text[0])) break; // Nothing of HTTP, a TLS greeting for example: a real server says so at once.
        }
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }
}
