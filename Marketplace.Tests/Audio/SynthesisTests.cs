using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Marketplace.Audio.Analysis;
using Marketplace.Audio.Synthesis;
using Xunit;

namespace Marketplace.Tests.Audio;

public sealed class SynthesisTests(SoundKit kit) : IClassFixture<SoundKit>
{
    [Fact]
    public void The_same_seed_gives_the_same_samples_and_another_seed_another_song()
    {
        var hashes = Enumerable.Range(0, 4).Select(seed => Hash(SongComposer.Compose(seed).Render(8000))).ToList();
        Assert.Equal(hashes[1], Hash(SongComposer.Compose(1).Render(8000)));
        Assert.Equal(4, hashes.Distinct().Count());
        Assert.Equal(Hash(TalkSynth.Render(3, 1, 8000)), Hash(TalkSynth.Render(3, 1, 8000)));
        Assert.NotEqual(Hash(JingleSynth.Render(1, 8000)), Hash(JingleSynth.Render(2, 8000)));
    }

    [Fact]
    public void Songs_are_of_the_promised_length_never_clip_and_never_resemble_each_other()
    {
        for (var song = 0; song < SoundKit.SongCount; song++)
        {
            Assert.InRange(SongComposer.Compose(song).Seconds, 65, 110);
            Assert.InRange(kit.Songs[song].Max(MathF.Abs), 0.8f, 0.9f);
            var (start, middle) = (kit.Index.Query(kit.Cut(song, 12, 10)), kit.Index.Query(kit.Cut(song, 45, 10)));
            Assert.Equal(SoundKit.Name(song), Assert.Single(start).TrackId);
            Assert.Equal(SoundKit.Name(song), Assert.Single(middle).TrackId);
            Assert.InRange(start[0].RunnerUpScore, 0, 0.5);
        }
    }

    [Fact]
    public void Silence_tone_and_music_are_told_apart()
    {
        Assert.True(Loudness.Measure(new float[8000]).IsSilent);
        Assert.True(Loudness.Measure(Enumerable.Repeat(0.4f, 8000).ToArray()).IsSilent);
        var tone = Loudness.Measure([.. Enumerable.Range(0, 80_000).Select(i => 0.5f * MathF.Sin(2 * MathF.PI * 440 * i / 8000))]);
        Assert.True(tone.IsConstantTone);
        Assert.Equal(-9.03, tone.RmsDbfs, tolerance: 0.05);
        var music = Loudness.Measure(kit.Cut(0, 20, 10));
        Assert.False(music.IsSilent || music.IsConstantTone);
        Assert.Equal(SoundKind.Silence, SoundClassifier.Guess(new float[80_000]));
        Assert.Equal(SoundKind.Music, SoundClassifier.Guess(kit.Cut(0, 20, 10)));
    }

    [Fact]
    public void Every_second_has_a_class()
    {
        var kinds = SoundClassifier.PerSecond(SoundKit.Join(TalkSynth.Render(15, 3, SoundKit.Rate), new float[10 * SoundKit.Rate], kit.Cut(2, 20, 15)));

        Assert.Equal(40, kinds.Count);
        Assert.True(kinds.Take(15).Count(k => k == SoundKind.Speech) >= 12);
        Assert.All(kinds.Skip(16).Take(8), k => Assert.Equal(SoundKind.Silence, k));
        Assert.True(kinds.Skip(25).Count(k => k == SoundKind.Music) >= 13);
        Assert.Empty(SoundClassifier.PerSecond([float.NaN]));
    }

    [Fact]
    public void A_waveform_has_the_asked_number_of_peaks()
    {
        Assert.Equal([0, 255, 128, 0], Waveform.Peaks([0, 0, 0.2f, -1.5f, 0.5f, 0.1f, float.NaN, 0], 4));
        Assert.Equal(100, Waveform.Peaks([0.5f], 100).Length);
        Assert.Equal(new byte[3], Waveform.Peaks([], 3));
    }

    private static string Hash(float[] samples) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(samples.AsSpan())));
}
