using Marketplace.Audio.Decoding;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;
using Xunit;

namespace Marketplace.Tests.Audio;

public sealed class LandmarkIndexTests(SoundKit kit) : IClassFixture<SoundKit>
{
    private const int Rate = SoundKit.Rate;

    [Theory]
    [InlineData(5, 0.8)]
    [InlineData(10, 0.85)]
    [InlineData(15, 0.9)]
    public void Clean_windows_of_every_song_are_found_at_the_right_place(double seconds, double leastScore)
    {
        for (var song = 0; song < SoundKit.SongCount; song++)
            foreach (var from in new[] { 31.114 })
            {
                var match = Assert.Single(kit.Index.Query(kit.Cut(song, from, seconds)));
                Assert.Equal(SoundKit.Name(song), match.TrackId);
                Assert.Equal(from, match.AnchorSeconds, tolerance: 0.1);
                Assert.Equal(from + match.StartSeconds, match.ReferenceOffsetSeconds, tolerance: 0.1);
                Assert.InRange(match.Score, seconds == 5 ? 0.7 : leastScore, 1);
                // An end may lose some peaks to chance, which weighs more in a short window.
                Assert.True(match.EndSeconds - match.StartSeconds > seconds - 1.5);
            }
    }

    [Theory]
    [InlineData(0.96)]
    [InlineData(0.98)]
    [InlineData(0.99)]
    [InlineData(1.01)]
    [InlineData(1.02)]
    [InlineData(1.04)]
    public void Music_played_too_fast_or_too_slow_is_found_with_its_speed(double speed)
    {
        for (var song = 0; song < SoundKit.SongCount; song += 3)
        {
            var match = Assert.Single(kit.Index.Query(SoundKit.AtSpeed(kit.Cut(song, 20, 10 * speed), speed)));
            Assert.Equal(SoundKit.Name(song), match.TrackId);
            Assert.Equal(speed, match.Speed, tolerance: 0.006);
            Assert.Equal(20, match.AnchorSeconds, tolerance: 0.1);
        }
    }

    [Fact]
    public void Noise_at_fifteen_decibels_and_talk_as_loud_as_the_music_do_not_hide_a_song()
    {
        for (var song = 0; song < SoundKit.SongCount; song++)
        {
            var music = kit.Cut(song, 25, 10);
            Assert.Equal(SoundKit.Name(song), kit.Index.Query(SoundKit.Mix(music, SoundKit.Noise(music.Length), -15))[0].TrackId);
            Assert.Equal(SoundKit.Name(song), kit.Index.Query(SoundKit.Mix(music, TalkSynth.Render(10, song, Rate), 0))[0].TrackId);
        }
    }

    [Fact]
    public async Task Sixty_four_kilobit_mp3_is_found()
    {
        using var folder = new TemporaryFolder();
        var song = SongComposer.Compose(3).Render(22050);
        await File.WriteAllBytesAsync(folder["song.wav"], Pcm.ToWav(song, 22050));
        await File.WriteAllBytesAsync(folder["clip.mp3"],
            await AudioEncoder.Encode(song.AsMemory(20 * 22050, 12 * 22050), 22050, AudioEncoding.Mp3, default));
        var index = new LandmarkIndex();
        var uploaded = await AudioFile.DecodeMono(folder["song.wav"], Rate, DecodeLimits.Standard, default);
        index.Add(SoundKit.Name(3), Fingerprinter.Print(uploaded, FingerprintProfile.Standard, PrintRole.Reference));

        var heard = await AudioFile.DecodeMono(folder["clip.mp3"], Rate, DecodeLimits.Standard, default);

        var match = Assert.Single(index.Query(heard));
        Assert.Equal(SoundKit.Name(3), match.TrackId);
        Assert.Equal(20, match.AnchorSeconds, tolerance: 0.15);
    }

    [Fact]
    public void Unknown_songs_talk_jingles_and_noise_are_nothing()
    {
        for (var seed = 40; seed < 46; seed++)
        {
            var song = SongComposer.Compose(seed).Render(Rate);
            foreach (var (from, seconds) in new[] { (10, 5), (25, 10), (40, 15) })
                Assert.Empty(kit.Index.Query(song.AsSpan(from * Rate, seconds * Rate)));
            Assert.Empty(kit.Index.Query(TalkSynth.Render(10, seed, Rate)));
            Assert.Empty(kit.Index.Query(JingleSynth.Render(seed, Rate)));
        }
        Assert.Empty(kit.Index.Query(SoundKit.Noise(10 * Rate)));
        Assert.Empty(new LandmarkIndex().Query(kit.Cut(0, 10, 10)));
    }

    [Fact]
    public void The_end_of_one_song_and_the_start_of_the_next_are_both_found_in_one_window()
    {
        var window = SoundKit.Join(kit.Songs[2][^(8 * Rate)..], kit.Cut(7, 0, 7));

        var matches = kit.Index.Query(window).OrderBy(m => m.StartSeconds).ToArray();

        Assert.Equal([SoundKit.Name(2), SoundKit.Name(7)], matches.Select(m => m.TrackId));
        Assert.InRange(matches[0].EndSeconds, 6.5, 8.3);
        Assert.InRange(matches[1].StartSeconds, 7.8, 9);
        Assert.Equal(-8, matches[1].AnchorSeconds, tolerance: 0.1);
    }

    [Fact]
    public void Clipped_and_offset_music_is_still_found()
    {
        var damaged = kit.Cut(5, 20, 10).Select(x => Math.Clamp(x * 4, -1, 1) * 0.6f + 0.3f).ToArray();
        Assert.Equal(SoundKit.Name(5), Assert.Single(kit.Index.Query(damaged)).TrackId);
    }

    [Fact]
    public async Task Recordings_come_and_go_while_others_are_found()
    {
        var index = new LandmarkIndex();
        index.Add(SoundKit.Name(0), kit.Prints[0]);
        var window = kit.Cut(0, 20, 10);
        var writer = Task.Run(() =>
        {
            for (var song = 1; song < 8; song++) index.Add(SoundKit.Name(song), kit.Prints[song]);
            for (var song = 1; song < 8; song += 2) Assert.True(index.Remove(SoundKit.Name(song)));
        });
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            do Assert.Equal(SoundKit.Name(0), Assert.Single(index.Query(window)).TrackId);
            while (!writer.IsCompleted);
        }));
        await Task.WhenAll(readers.Append(writer));

        Assert.Equal(4, index.Count);
        Assert.Empty(index.Query(kit.Cut(3, 20, 10)));
        Assert.Equal(SoundKit.Name(4), Assert.Single(index.Query(kit.Cut(4, 20, 10))).TrackId);
        Assert.False(index.Remove(SoundKit.Name(3)));
    }

    [Fact]
    public void A_recording_added_again_replaces_the_old_one()
    {
        var index = new LandmarkIndex();
        index.Add("x", kit.Prints[0]);
        index.Add("x", kit.Prints[1]);

        Assert.Equal(1, index.Count);
        Assert.Empty(index.Query(kit.Cut(0, 20, 10)));
        Assert.Single(index.Query(kit.Cut(1, 20, 10)));
    }

    [Fact]
    public void The_same_audio_uploaded_twice_covers_itself_and_other_songs_do_not()
    {
        var noisy = Fingerprinter.Print(
            SoundKit.Mix(kit.Songs[4], SoundKit.Noise(kit.Songs[4].Length), -30), FingerprintProfile.Standard, PrintRole.Reference);

        var same = Assert.Single(kit.Index.FindSame(noisy));
        Assert.Equal(SoundKit.Name(4), same.TrackId);
        Assert.InRange(same.Cover, 0.9, 1);
        Assert.Equal(1, same.TempoRatio, tolerance: 0.005);
        Assert.Equal(0, Similarity.Compare(kit.Prints[4], kit.Prints[5]).Cover);
    }
}
