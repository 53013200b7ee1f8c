using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Merging;
using Marketplace.Core.Radio.Plays;
using Marketplace.Tests.Audio;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Radio.Listening;

namespace Marketplace.Tests.Radio.Plays;

/// <summary>
/// What artists and stations do to recordings, from the sound to the plays that are paid: rules M-3 to M-5 and O-1 to O-4, by the whole path of a
/// station that is heard without a pause. In every case no second is paid twice.
/// </summary>
[Trait("Suite", "UseCases")]
public sealed class EditedMusicTests(SoundKit kit) : IClassFixture<SoundKit>
{
    private const int Rate = SoundKit.Rate;
    private const double Lead = 15;

    [Fact]
    public async Task A_radio_edit_is_one_play_of_the_recording()
    {
        await using var world = await World.New();
        var song = await Uploads(world, kit.Songs[2]);
        var play = Assert.Single(await Airs(world, kit.Cut(2, 0, 30), kit.Cut(2, 55, 35)));

        Lasts(play, song, 0, 65);
        Assert.True(play.Flags.HasFlag(PlayFlags.Edit), play.Flags.ToString());
    }

    [Fact]
    public async Task A_rewind_is_one_play_and_a_repeat_is_two()
    {
        await using var world = await World.New();
        var song = await Uploads(world, kit.Songs[4]);

        var rewound = Assert.Single(await Airs(world, kit.Cut(4, 0, 20), kit.Cut(4, 0, 60)));
        Lasts(rewound, song, 0, 80);
        Assert.True(rewound.Flags.HasFlag(PlayFlags.PullUp), rewound.Flags.ToString());

        var repeated = await Airs(world, kit.Cut(4, 0, 70), kit.Cut(4, 0, 45));
        Assert.Equal(2, repeated.Count);
        Lasts(repeated[0], song, 0, 70);
        Lasts(repeated[1], song, 70, 115);
    }

    [Fact]
    public async Task Two_recordings_of_one_sound_both_wait_for_a_person()
    {
        await using var world = await World.New();
        var first = await Uploads(world, kit.Songs[5]);
        var second = await Uploads(world, SoundKit.Mix(kit.Songs[5], SoundKit.Noise(kit.Songs[5].Length), -50));

        var plays = await Airs(world, kit.Cut(5, 0, 60));
        Assert.Equal(new[] { first, second }.Order(), plays.Select(p => p.RecordingId.Value).Order());
        Assert.All(plays, p => Assert.Equal(PlayState.NeedsReview, p.State));
        Assert.All(plays, p => Assert.True(p.Flags.HasFlag(PlayFlags.CloseCall), p.Flags.ToString()));
    }

    [Fact]
    public async Task A_remix_with_a_loop_gets_nothing_for_the_original_nor_the_original_for_the_remix()
    {
        await using var world = await World.New();
        var loop = kit.Cut(6, 20, 6);
        var sound = SoundKit.Join(kit.Cut(7, 0, 20), loop, loop, kit.Cut(7, 20, 30), loop);
        var (original, remix) = (await Uploads(world, kit.Songs[6]), await Uploads(world, sound));

        Lasts(Paid(await Airs(world, kit.Cut(6, 0, 60))), original, 0, 60);
        Lasts(Paid(await Airs(world, sound)), remix, 0, sound.Length / (double)Rate);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_song_and_its_instrumental_are_never_both_paid(bool withVoice)
    {
        await using var world = await World.New();
        var instrumental = kit.Songs[8];
        var song = SoundKit.Mix(instrumental, TalkSynth.Render(instrumental.Length / (double)Rate + 1, 7, Rate), -3);
        var (sung, played) = (await Uploads(world, song), await Uploads(world, instrumental));

        var plays = await Airs(world, (withVoice ? song : instrumental)[..(60 * Rate)]);
        Assert.Contains(plays, p => p.RecordingId.Value == (withVoice ? sung : played) && p.State is PlayState.Confirmed or PlayState.NeedsReview);
        Assert.True(plays.Count(p => p.State == PlayState.Confirmed) <= 1, string.Join("; ", plays.Select(p => $"{p.RecordingId} {p.State} {p.Flags}")));
    }

    private static async Task<Guid> Uploads(World world, float[] sound) =>
        (await world.AddSong(UserId.New(), SongComposer.Compose(1), sound)).Recording.Value;

    private static async Task<List<Play>> Airs(World world, params float[][] parts)
    {
        var plays = await world.HearsWithoutPause(SoundKit.Join([TalkSynth.Render(Lead, 1, Rate), .. parts, TalkSynth.Render(60, 2, Rate)]));
        var paid = plays.Where(p => p.State == PlayState.Confirmed).ToList();
        for (var i = 1; i < paid.Count; i++) Assert.True(paid[i].StartAt >= paid[i - 1].EndAt, "seconds are paid twice");
        return plays;
    }

    private static Play Paid(List<Play> plays) => Assert.Single(plays, p => p.State == PlayState.Confirmed);

    private static void Lasts(Play play, Guid recording, double from, double to)
    {
        Assert.Equal((PlayState.Confirmed, recording), (play.State, play.RecordingId.Value));
        Assert.Equal(Lead + from, (play.StartAt - Ear.OnAir).TotalSeconds, tolerance: 2);
        Assert.Equal(Lead + to, (play.EndAt - Ear.OnAir).TotalSeconds, tolerance: 2.5);
    }
}
