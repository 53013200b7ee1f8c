using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Tests.Audio;
using Marketplace.Tests.Kit;
using Xunit;

namespace Marketplace.Tests.Radio.Listening;

/// <summary>A station without a pause: 1.03 speed, talk over the start, a lost connection and a wandering clock; still one play, to the second.</summary>
[Trait("Suite", "UseCases")]
public sealed class StationTrackerTests
{
    private const int Rate = SoundKit.Rate;

    [Fact]
    public async Task A_fast_song_under_talk_is_one_play_to_the_second()
    {
        await using var world = await World.New();
        var song = SongComposer.Compose(3);
        var (recording, _) = await world.AddSong(UserId.New(), song);
        var fast = SoundKit.AtSpeed(song.Render(Rate), 1.03);
        var talk = TalkSynth.Render(8, 4, Rate);
        for (var i = 0; i < talk.Length; i++) fast[i] = fast[i] * 0.5f + talk[i];

        var play = Assert.Single(await world.HearsWithoutPause(SoundKit.Join(TalkSynth.Render(40, 1, Rate), fast, TalkSynth.Render(60, 2, Rate))));

        Assert.Equal(recording, play.RecordingId);
        Assert.Equal(PlayState.Confirmed, play.State);
        Assert.Equal(40, (play.StartAt - Ear.OnAir).TotalSeconds, tolerance: 1.01);
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
        var play = Assert.Single(await world.HearsWithoutPause(sound, lost: [3, 4], wander: window => 0.25 * Math.Sin(window)));

        Assert.Equal(20, (play.StartAt - Ear.OnAir).TotalSeconds, tolerance: 1.5);
        Assert.Equal(song.Seconds, (play.EndAt - play.StartAt).TotalSeconds, tolerance: 3);
    }
}
