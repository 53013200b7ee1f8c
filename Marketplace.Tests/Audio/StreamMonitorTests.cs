using Marketplace.Audio.Synthesis;
using Marketplace.Audio.Tracking;
using Xunit;

namespace Marketplace.Tests.Audio;

public sealed class StreamMonitorTests(SoundKit kit) : IClassFixture<SoundKit>
{
    [Fact]
    public void A_four_minute_log_gives_its_plays_and_nothing_else()
    {
        const int rate = SoundKit.Rate;
        var second = SoundKit.AtSpeed(kit.Songs[8], 1.02);
        var log = SoundKit.Join(
            TalkSynth.Render(12, 1, rate), kit.Songs[3], JingleSynth.Render(1, rate), second, TalkSynth.Render(8, 2, rate),
            SongComposer.Compose(60).Render(rate)[..(30 * rate)], kit.Cut(1, 20, 30));
        var monitor = new StreamMonitor(kit.Index);

        var plays = new List<Play>();
        for (var at = 0; at < log.Length; at += 3001) plays.AddRange(monitor.Push(log.AsSpan(at, Math.Min(3001, log.Length - at))));
        plays.AddRange(monitor.Finish());

        var firstEnd = 12 + kit.Songs[3].Length / (double)rate;
        var secondStart = firstEnd + JingleSynth.Render(1, rate).Length / (double)rate;
        Assert.Equal([SoundKit.Name(3), SoundKit.Name(8), SoundKit.Name(1)], plays.Select(p => p.TrackId));
        Near(plays[0], 12, firstEnd);
        Near(plays[1], secondStart, secondStart + second.Length / (double)rate);
        Near(plays[2], log.Length / (double)rate - 30, log.Length / (double)rate);
        Assert.Equal(20, plays[2].ReferenceOffsetSeconds, tolerance: 1.0);
        Assert.Equal(1.02, plays[1].Speed, tolerance: 0.006);
    }

    [Fact]
    public void An_empty_or_very_short_stream_has_no_plays()
    {
        Assert.Empty(new StreamMonitor(kit.Index).Finish());
        var monitor = new StreamMonitor(kit.Index);
        Assert.Empty(monitor.Push([0.1f]));
        Assert.Empty(monitor.Finish());
    }

    private static void Near(Play play, double start, double end)
    {
        Assert.Equal(start, play.StartSeconds, tolerance: 1.0);
        Assert.Equal(end, play.EndSeconds, tolerance: 1.5);
    }
}
