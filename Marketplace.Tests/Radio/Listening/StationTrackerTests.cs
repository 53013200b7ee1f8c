using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;
using Marketplace.Tests.Audio;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Marketplace.Tests.Radio.Listening;

/// <summary>A station without a pause: 1.03 speed, talk over the start, a lost connection and a wandering clock; still one play, to the second.</summary>
[Trait("Suite", "UseCases")]
public sealed class StationTrackerTests
{
    private const int Rate = SoundKit.Rate, WindowSeconds = 15;
    private static readonly DateTime OnAir = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_fast_song_under_talk_is_one_play_to_the_second()
    {
        await using var world = await World.New();
        var song = SongComposer.Compose(3);
        var (recording, _) = await world.AddSong(UserId.New(), song);
        var fast = SoundKit.AtSpeed(song.Render(Rate), 1.03);
        var talk = TalkSynth.Render(8, 4, Rate);
        for (var i = 0; i < talk.Length; i++) fast[i] = fast[i] * 0.5f + talk[i];

        var play = Assert.Single(await Hear(world, SoundKit.Join(TalkSynth.Render(40, 1, Rate), fast, TalkSynth.Render(60, 2, Rate))));

        Assert.Equal(recording, play.RecordingId);
        Assert.Equal(PlayState.Confirmed, play.State);
        Assert.Equal(40, (play.StartAt - OnAir).TotalSeconds, tolerance: 1.01);
        Assert.Equal(fast.Length / (double)Rate, (play.EndAt - play.StartAt).TotalSeconds, tolerance: 2);
    }

    [Fact]
    public async Task A_lost_connection_and_a_wandering_clock_neither_double_nor_split_a_play()
    {
        await using var world = await World.New();
        var song = SongComposer.Compose(5);
        await world.AddSong(UserId.New(), song);
        var sound = SoundKit.Join(TalkSynth.Render(20, 1, Rate), song.Render(Rate), TalkSynth.Render(60, 2, Rate));

        // Windows 3 and 4 are lost, and the clock goes half a second wrong in a minute, back and forth.
        var play = Assert.Single(await Hear(world, sound, lost: [3, 4], wander: window => 0.25 * Math.Sin(window)));

        Assert.Equal(20, (play.StartAt - OnAir).TotalSeconds, tolerance: 1.5);
        Assert.Equal(song.Seconds, (play.EndAt - play.StartAt).TotalSeconds, tolerance: 3);
    }

    private static async Task<List<Play>> Hear(World world, float[] sound, int[]? lost = null, Func<int, double>? wander = null)
    {
        var id = await world.AddStation(UserId.New(), ListeningMode.Continuous, "http://radio.example/live");
        await using var db = world.Db();
        var station = await db.Stations.AsNoTracking().SingleAsync(s => s.Id == id);
        var (analysis, recorder, merge) = (world.Get<WindowAnalysis>(), world.Get<WindowRecorder>(), world.Get<MergeStationDay>());
        var tracker = new StationTracker(world.Get<RecordingIndex>());
        for (var (window, at) = (0, 0); at + WindowSeconds * Rate <= sound.Length; window++, at += WindowSeconds * Rate)
        {
            if (lost?.Contains(window) == true) continue;
            var start = OnAir.AddSeconds((double)at / Rate + (wander?.Invoke(window) ?? 0));
            if (tracker.HeardUntil is { } until && start < until) start = until;
            var heard = new LiveSound(sound[at..(at + WindowSeconds * Rate)], start, null);
            foreach (var known in await tracker.Hear(station.Urls[0], heard, default)) await Take(known);
        }
        foreach (var known in tracker.Flush()) await Take(known);
        return await db.Plays.AsNoTracking().Where(p => p.StationId == id && !p.IsWithdrawn).ToListAsync();

        async Task Take(TrackedWindow known)
        {
            var found = await analysis.Of(known.Sound, known.Matches, default);
            Assert.True(await recorder.Heard(station, known.Sound.StartAt, known.Url, known.Sound, found, default));
            await merge.Around(id, known.Sound.StartAt, default);
        }
    }
}
