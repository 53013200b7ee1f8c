using System.IO.Compression;
using Marketplace.Core.Radio.Streams;

namespace Marketplace.Tests.Radio.Streams;

/// <summary>Bad stations cost only themselves: each is told apart by its code, in bounded time, beside a good one that loses nothing.</summary>
public sealed class BadStreamTests
{
    private static readonly StreamLimits Limits = new()
    {
        AllowPrivateStreams = true, HeadTimeout = TimeSpan.FromSeconds(3), StallTimeout = TimeSpan.FromSeconds(3),
        FirstSoundTimeout = TimeSpan.FromSeconds(8),
    };

    [Theory]
    [InlineData("/nothing", StreamErrors.Status)]
    [InlineData("/around", StreamErrors.Redirects)]
    [InlineData("/farther", StreamErrors.Redirects)]
    [InlineData("/page", StreamErrors.Type)]
    [InlineData("/page-as-mpeg", StreamErrors.Type)]
    [InlineData("/json", StreamErrors.Type)]
    [InlineData("/gzip", StreamErrors.Encoding)]
    [InlineData("/gzip-hidden", StreamErrors.Encoding)]
    [InlineData("/loop.m3u", StreamErrors.Playlist)]
    [InlineData("/empty.pls", StreamErrors.Playlist)]
    [InlineData("/huge.m3u", StreamErrors.Playlist)]
    [InlineData("/entities.xspf", StreamErrors.Playlist)]
    [InlineData("/mute", StreamErrors.Timeout)]
    [InlineData("/stall", StreamErrors.Stalled)]
    [InlineData("/drip", StreamErrors.Stalled)]
    [InlineData("/dead.m3u8", StreamErrors.Stalled)]
    [InlineData("/ended", StreamErrors.Ended)]
    [InlineData("/zero", StreamErrors.Ended)]
    [InlineData("/file", StreamErrors.NotLive)]
    [InlineData("/not-http", StreamErrors.Unreachable)]
    [InlineData("/long-head", StreamErrors.Unreachable)]
    public async Task A_bad_stream_is_refused_by_its_name(string path, string code)
    {
        await using var radio = await Hostile();
        var count = new ConnectCount();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var failure = await Assert.ThrowsAsync<StreamException>(
            () => CaptureTests.Ear(Limits).Window(radio.Url(path), 15, 8000, count, CancellationToken.None));
        Assert.Equal(code, failure.Code);
        Assert.InRange(count.Count, 1, ConnectCount.Standard);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(40), $"took {watch.Elapsed}");
    }

    [Fact]
    public async Task Noise_bytes_end_in_bounded_time_as_no_sound()
    {
        await using var radio = await Hostile();
        var failure = await Assert.ThrowsAsync<StreamException>(
            () => CaptureTests.Ear(Limits).Window(radio.Url("/garbage"), 15, 8000, new ConnectCount(), CancellationToken.None));
        Assert.Contains(failure.Code, new[] { StreamErrors.Undecodable, StreamErrors.Stalled, StreamErrors.NotLive });
    }

    [Fact]
    public async Task A_good_station_loses_nothing_beside_bad_ones()
    {
        await using var radio = await Hostile();
        await using var honest = new StubRadio();
        honest.Live("/live", "audio/mpeg", await RadioSound.In("mp3"), RadioSound.Seconds);
        string[] bad = ["/around", "/gzip", "/mute", "/stall", "/drip", "/loop.m3u", "/garbage", "/file", "/page"];
        var troubles = bad.Select(path => CaptureTests.Ear(Limits).Window(radio.Url(path), 15, 8000, new ConnectCount(), CancellationToken.None)).ToList();

        List<LiveSound> heard = [];
        await foreach (var window in CaptureTests.Ear(Limits).Continuous(honest.Url("/live"), 10, 8000, new ConnectCount(), CancellationToken.None))
        {
            heard.Add(window);
            if (heard.Count == 3) break;
        }

        foreach (var trouble in troubles) await Assert.ThrowsAsync<StreamException>(() => trouble);
        // Half a minute without a gap: each window begins where the one before it ended.
        Assert.InRange((heard[1].StartAt - heard[0].StartAt).TotalSeconds, 9.5, 10.5);
        Assert.InRange((heard[2].StartAt - heard[1].StartAt).TotalSeconds, 9.5, 10.5);
    }

    private static async Task<StubRadio> Hostile()
    {
        var radio = new StubRadio();
        var mp3 = await RadioSound.In("mp3");
        var farther = 0;
        void Head(string path, string head, Func<Stream, CancellationToken, Task>? body = null) => radio.On(path, async (s, _, ct) =>
        {
            await StubRadio.Write(s, head + "\r\n\r\n", ct);
            if (body is not null) await body(s, ct);
        });
        const string Mpeg = "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg";

        Head("/around", "HTTP/1.1 302 Found\r\nLocation: /around\r\nContent-Length: 0");
        radio.On("/farther", (s, _, ct) => StubRadio.Write(s, $"HTTP/1.1 302 Found\r\nLocation: /farther?{farther++}\r\nContent-Length: 0\r\n\r\n", ct));
        radio.Text("/page", "text/html", () => "<!doctype html><title>Welcome</title>");
        radio.Text("/page-as-mpeg", "audio/mpeg", () => "<html><body>Station closed</body></html>");
        radio.Text("/json", "application/json", () => "{\"error\":\"no such mount\"}");
        var bomb = Bomb();
        Head("/gzip", Mpeg + "\r\nContent-Encoding: gzip", (s, ct) => s.WriteAsync(bomb, ct).AsTask());
        Head("/gzip-hidden", Mpeg, (s, ct) => s.WriteAsync(bomb, ct).AsTask());
        radio.Text("/loop.m3u", "audio/x-mpegurl", () => $"#EXTM3U\n{radio.Url("/loop.m3u")}\n");
        radio.Text("/empty.pls", "audio/x-scpls", () => "[playlist]\nNumberOfEntries=0\n");
        radio.Text("/huge.m3u", "audio/x-mpegurl", () => "#EXTM3U\n" + new string('#', 200_000));
        radio.Text("/entities.xspf", "application/xspf+xml", () =>
            "<?xml version=\"1.0\"?><!DOCTYPE playlist [<!ENTITY a \"aaaa\">]><playlist xmlns=\"http://xspf.org/ns/0/\"><location>&a;</location></playlist>");
        radio.On("/mute", (_, _, ct) => StubRadio.Pause(60, ct));
        Head("/stall", Mpeg, async (s, ct) =>
        {
            await s.WriteAsync(mp3.AsMemory(0, 4000), ct);
            await StubRadio.Pause(60, ct);
        });
        Head("/drip", Mpeg, async (s, ct) =>
        {
            foreach (var b in mp3)
            {
                await s.WriteAsync(new[] { b }, ct);
                await StubRadio.Pause(0.2, ct);
            }
        });
        radio.Text("/dead.m3u8", "application/vnd.apple.mpegurl", () => "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:1\n#EXTINF:1,\nsilence.ts\n");
        radio.Text("/silence.ts", "video/mp2t", () => "G" + new string('\0', 400));
        Head("/ended", Mpeg, (s, ct) => s.WriteAsync(mp3.AsMemory(0, 16_000), ct).AsTask());
        Head("/zero", Mpeg);
        Head("/file", Mpeg, async (s, ct) =>
        {
            for (var i = 0; i < 20; i++) await s.WriteAsync(mp3, ct);
        });
        Head("/garbage", Mpeg, async (s, ct) =>
        {
            var random = new Random(1);
            var bytes = new byte[8000];
            while (true)
            {
                random.NextBytes(bytes);
                await s.WriteAsync(bytes, ct);
                await StubRadio.Pause(0.5, ct);
            }
        });
        radio.On("/not-http", (s, _, ct) => StubRadio.Write(s, "220 mail.example ESMTP\r\n", ct));
        radio.On("/long-head", async (s, _, ct) =>
        {
            await StubRadio.Write(s, "HTTP/1.1 200 OK\r\n", ct);
            for (var i = 0; i < 5000; i++) await StubRadio.Write(s, $"X-{i}: {new string('x', 100)}\r\n", ct);
        });
        return radio;
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(new byte[20 << 20]);
        return packed.ToArray();
    }
}
