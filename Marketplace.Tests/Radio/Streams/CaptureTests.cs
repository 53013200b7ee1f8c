using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Streams;

namespace Marketplace.Tests.Radio.Streams;

/// <summary>Every format of a radio station is heard through our own reader, and its sound is placed in time.</summary>
public sealed class CaptureTests
{
    private const int Rate = 8000;
    private static readonly StreamLimits Open = new() { AllowPrivateStreams = true };
    private static readonly Lazy<LandmarkIndex> Library = new(() =>
    {
        var index = new LandmarkIndex();
        index.Add("song", Fingerprinter.Print(RadioSound.At(Rate), FingerprintProfile.Standard, PrintRole.Reference));
        return index;
    });

    internal static StreamEar Ear(StreamLimits? limits = null, INetwork? network = null)
    {
        limits ??= Open;
        var guard = new StreamAddressGuard(network ?? new Network(), limits);
        return new StreamEar(new StreamOpener(new StreamFetcher(guard, limits, TimeProvider.System), limits, TimeProvider.System), limits, TimeProvider.System);
    }

    [Theory]
    [InlineData("mp3", "audio/mpeg")]
    [InlineData("aac", "audio/aacp")]
    [InlineData("opus", "application/ogg")]
    [InlineData("ogg", "audio/ogg")]
    public async Task A_stream_is_heard_and_its_song_recognised_where_it_was_on_air(string format, string type)
    {
        await using var radio = new StubRadio();
        radio.Live("/live", type, await RadioSound.In(format), RadioSound.Seconds);
        var opened = DateTime.UtcNow;
        await Heard(Ear(), radio.Url("/live"), onAirSince: opened.AddSeconds(-4));
    }

    [Fact]
    public async Task A_burst_longer_than_the_window_does_not_shift_it_in_time()
    {
        await using var radio = new StubRadio();
        radio.Live("/live", "audio/mpeg", await RadioSound.In("mp3"), RadioSound.Seconds, burstSeconds: 25);
        var opened = DateTime.UtcNow;
        await Heard(Ear(), radio.Url("/live"), onAirSince: opened.AddSeconds(-25));
    }

    [Theory]
    [InlineData("/plain.m3u", "audio/x-mpegurl", "# The stream\nlive\n")]
    [InlineData("/list.m3u", "audio/x-mpegurl", "#EXTM3U\n#EXTINF:-1,Coast\n{0}\n")]
    [InlineData("/list.pls", "audio/x-scpls", "[playlist]\nNumberOfEntries=1\nFile1={0}\nTitle1=Coast\n")]
    [InlineData("/list.xspf", "application/xspf+xml",
        "<?xml version=\"1.0\"?><playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"><trackList><track><location>{0}</location></track></trackList></playlist>")]
    public async Task A_playlist_leads_to_its_stream(string path, string type, string text)
    {
        await using var radio = new StubRadio();
        radio.Live("/live", "audio/mpeg", await RadioSound.In("mp3"), RadioSound.Seconds);
        radio.Text(path, type, () => string.Format(null, text, radio.Url("/live")));
        await Heard(Ear(), radio.Url(path), DateTime.UtcNow.AddSeconds(-4));
    }

    [Fact]
    public async Task A_redirect_and_an_old_Shoutcast_answer_are_understood()
    {
        await using var radio = new StubRadio();
        radio.Live("/live", "audio/mpeg", await RadioSound.In("mp3"), RadioSound.Seconds, protocol: "ICY");
        radio.On("/", (s, _, ct) => StubRadio.Write(s, "HTTP/1.1 302 Found\r\nLocation: /live\r\nContent-Length: 0\r\n\r\n", ct));
        await Heard(Ear(), radio.Url("/"), DateTime.UtcNow.AddSeconds(-4));
    }

    [Fact]
    public async Task Titles_are_taken_out_of_the_sound_and_noted()
    {
        const int Interval = 4000;
        var bytes = await RadioSound.In("mp3");
        await using var radio = new StubRadio();
        radio.On("/live", async (stream, request, ct) =>
        {
            Assert.Contains("Icy-MetaData: 1", request, StringComparison.OrdinalIgnoreCase);
            await StubRadio.Write(stream, $"HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-metaint: {Interval}\r\n\r\n", ct);
            var title = new byte[1 + 48];
            title[0] = 3;
            "StreamTitle='Efua - Sunrise over Labadi';"u8.CopyTo(title.AsSpan(1));
            for (var sent = 0; sent + Interval <= bytes.Length; sent += Interval)
            {
                await stream.WriteAsync(bytes.AsMemory(sent, Interval), ct);
                await stream.WriteAsync(sent == 0 ? title : new byte[1], ct);
                if (sent > 8000 * 4) await StubRadio.Pause(0.5, ct);
            }
        });
        var heard = await Heard(Ear(), radio.Url("/live"), onAirSince: null);
        Assert.Equal("Efua - Sunrise over Labadi", heard.Title);
    }

    [Fact]
    public async Task A_segmented_stream_is_heard_by_our_own_reader()
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-hls-").FullName;
        var segments = await RadioSound.Segments(folder);
        Directory.Delete(folder, recursive: true);
        await using var radio = new StubRadio();
        var opened = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            radio.On($"/s{i}.ts", async (stream, _, ct) =>
            {
                await StubRadio.Write(stream, $"HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nContent-Length: {segment.Length}\r\nConnection: close\r\n\r\n", ct);
                await stream.WriteAsync(segment, ct);
            });
        }
        radio.Text("/live.m3u8", "application/vnd.apple.mpegurl", () =>
        {
            var newest = Math.Min(segments.Count - 1, 6 + (int)(opened.Elapsed.TotalSeconds / 2));
            return $"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:{newest - 4}\n"
                + string.Concat(Enumerable.Range(newest - 4, 5).Select(i => $"#EXTINF:2,\ns{i}.ts\n"));
        });
        radio.Text("/master.m3u8", "application/x-mpegurl", () => "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=64000\nlive.m3u8\n");
        await Heard(Ear(), radio.Url("/master.m3u8"), DateTime.UtcNow.AddSeconds(-14));
    }

    private static async Task<LiveSound> Heard(StreamEar ear, Uri url, DateTime? onAirSince)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var sound = await ear.Window(url, 15, Rate, new ConnectCount(), limit.Token);
        Assert.Equal(15 * Rate, sound.Samples.Length);
        var match = Assert.Single(Library.Value.Query(sound.Samples));
        Assert.True(match.Score > 0.6, $"score {match.Score}");
        if (onAirSince is { } since)
        {
            var position = (sound.StartAt - since).TotalSeconds;
            Assert.InRange(match.AnchorSeconds - position, -1.5, 1.5);
        }
        return sound;
    }
}
