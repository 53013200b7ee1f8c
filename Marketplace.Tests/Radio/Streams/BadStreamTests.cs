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
    [InlineData("/to-ftp.m3u", StreamErrors.Playlist)]
    [InlineData("/to-ssh", StreamErrors.Url)]
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
        await using var radio = await HostileRadio.Open();
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
        await using var radio = await HostileRadio.Open();
        var failure = await Assert.ThrowsAsync<StreamException>(
            () => CaptureTests.Ear(Limits).Window(radio.Url("/garbage"), 15, 8000, new ConnectCount(), CancellationToken.None));
        Assert.Contains(failure.Code, new[] { StreamErrors.Undecodable, StreamErrors.Stalled, StreamErrors.NotLive });
    }

    [Fact]
    public async Task A_good_station_loses_nothing_beside_bad_ones()
    {
        await using var radio = await HostileRadio.Open();
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
}
