using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;
using Marketplace.Audio.Tracking;
using Xunit;

namespace Marketplace.Tests.Audio;

/// <summary>What artists and stations do to recordings: whatever is heard, no second is given to two.</summary>
public sealed class EditTests(SoundKit kit) : IClassFixture<SoundKit>
{
    private const int Rate = SoundKit.Rate;

    [Fact]
    public void A_radio_edit_is_one_play_of_the_whole_recording()
    {
        var plays = Hear(Catalogue(("whole", kit.Songs[2])), Talk(1), kit.Cut(2, 0, 30), kit.Cut(2, 55, 35), Talk(2));

        var play = Assert.Single(plays);
        Assert.Equal(2, play.Runs);
        Assert.False(play.IsAmbiguous);
        Near(play, 10, 75);
    }

    [Fact]
    public void A_rewind_is_one_play_but_a_repeat_is_two()
    {
        var index = Catalogue(("hot", kit.Songs[4]));

        var rewound = Assert.Single(Hear(index, Talk(1), kit.Cut(4, 0, 20), kit.Cut(4, 0, 60), Talk(2)));
        Near(rewound, 10, 90);

        var repeated = Hear(index, Talk(1), kit.Cut(4, 0, 70), kit.Cut(4, 0, 40), Talk(2));
        Assert.Equal(2, repeated.Count);
        Near(repeated[0], 10, 80);
        Near(repeated[1], 80, 120);
    }

    [Fact]
    public void Two_uploads_of_one_recording_are_told_as_rivals_and_none_is_paid()
    {
        var plays = Hear(Catalogue(("first", kit.Songs[5]), ("second", SoundKit.Mix(kit.Songs[5], SoundKit.Noise(kit.Songs[5].Length), -50))),
            Talk(1), kit.Cut(5, 0, 60), Talk(2));

        Assert.Equal(2, plays.Count);
        Assert.All(plays, p => Assert.True(p.IsAmbiguous));
        Assert.Equal("second", plays.Single(p => p.TrackId == "first").RivalTrackId);
    }

    [Fact]
    public void A_remix_that_borrows_a_loop_gets_nothing_when_the_original_is_played_and_the_other_way_round()
    {
        var loop = kit.Cut(6, 20, 6);
        var remix = SoundKit.Join(kit.Cut(7, 0, 20), loop, loop, kit.Cut(7, 20, 30), loop);
        var index = Catalogue(("original", kit.Songs[6]), ("remix", remix));

        Assert.Equal("original", Assert.Single(Hear(index, Talk(1), kit.Cut(6, 0, 60), Talk(2))).TrackId);
        var played = Assert.Single(Hear(index, Talk(1), remix, Talk(2)));
        Assert.Equal("remix", played.TrackId);
        Near(played, 10, 10 + remix.Length / (double)Rate);
    }

    [Fact]
    public void The_song_wins_over_its_instrumental_when_the_voice_is_on_air_and_never_are_both_paid()
    {
        var instrumental = kit.Songs[8];
        var song = SoundKit.Mix(instrumental, SongComposer.Compose(77).Render(Rate).Concat(new float[instrumental.Length]).ToArray(), 0);
        var index = Catalogue(("song", song), ("instrumental", instrumental));

        var plays = Hear(index, Talk(1), song[..(60 * Rate)], Talk(2));
        Assert.Contains(plays, p => p.TrackId == "song");
        Assert.True(plays.Count(p => !p.IsAmbiguous) <= 1);
    }

    [Fact]
    public void Two_records_at_once_are_two_plays_and_a_cross_fade_is_not_a_rivalry()
    {
        var (first, second) = (kit.Cut(9, 0, 50), kit.Cut(10, 0, 50));
        var faded = new float[first.Length + second.Length - 8 * Rate];
        var fade = 8 * Rate;
        for (var i = 0; i < first.Length; i++) faded[i] += first[i] * Math.Clamp((first.Length - i) / (float)fade, 0, 1);
        for (var i = 0; i < second.Length; i++) faded[first.Length - fade + i] += second[i] * Math.Clamp(i / (float)fade, 0, 1);

        var plays = Hear(kit.Index, Talk(1), faded, Talk(2));

        Assert.Equal([SoundKit.Name(9), SoundKit.Name(10)], plays.Select(p => p.TrackId));
        Assert.All(plays, p => Assert.False(p.IsAmbiguous));
        Assert.Equal(10 + 42, plays[1].StartSeconds, tolerance: 1.5);
        Assert.Equal(10 + 50, plays[0].EndSeconds, tolerance: 5);
    }

    [Fact]
    public void A_record_that_drifts_and_falls_silent_for_a_while_stays_one_play()
    {
        // A slow hand on the speed: 0.2 % in a minute; and nine seconds without sound.
        var drifting = Drift(kit.Songs[11], 1.0, 0.002 / (60.0 * Rate));
        drifting.AsSpan(30 * Rate, 9 * Rate).Clear();

        var play = Assert.Single(Hear(kit.Index, Talk(1), drifting, Talk(2)));
        Assert.Equal(1, play.Runs);
        Near(play, 10, 10 + drifting.Length / (double)Rate);
    }

    private static LandmarkIndex Catalogue(params (string Id, float[] Sound)[] tracks)
    {
        var index = new LandmarkIndex();
        index.AddRange(tracks.Select(t => KeyValuePair.Create(t.Id, Fingerprinter.Print(t.Sound, FingerprintProfile.Standard, PrintRole.Reference))));
        return index;
    }

    private static List<Play> Hear(LandmarkIndex index, params float[][] parts)
    {
        var monitor = new StreamMonitor(index);
        return [.. monitor.Push(SoundKit.Join(parts)), .. monitor.Finish()];
    }

    private static float[] Talk(int seed) => TalkSynth.Render(10, seed, Rate);

    private static float[] Drift(float[] samples, double speed, double change)
    {
        var changed = new List<float>(samples.Length);
        for (var at = 0.0; at < samples.Length - 1; at += speed + changed.Count * change)
            changed.Add((float)(samples[(int)at] + (samples[(int)at + 1] - samples[(int)at]) * (at - (int)at)));
        return [.. changed];
    }

    private static void Near(Play play, double start, double end)
    {
        Assert.Equal(start, play.StartSeconds, tolerance: 1.0);
        Assert.Equal(end, play.EndSeconds, tolerance: 2.0);
    }
}
