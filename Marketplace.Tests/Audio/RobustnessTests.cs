using Marketplace.Audio.Analysis;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;
using Marketplace.Audio.Tracking;
using Xunit;

namespace Marketplace.Tests.Audio;

/// <summary>Whatever comes in: a play that was played, or none, or a clear error; never a crash.</summary>
public sealed class RobustnessTests(SoundKit kit) : IClassFixture<SoundKit>
{
    private const int Rate = SoundKit.Rate;

    [Theory]
    [InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(1e30f), InlineData(0.7f), InlineData(0f)]
    public void A_stream_of_nonsense_has_no_plays(float sample)
    {
        var monitor = new StreamMonitor(kit.Index);
        Assert.Empty(monitor.Push(Enumerable.Repeat(sample, 30 * Rate).ToArray()));
        Assert.Empty(monitor.Finish());
        Assert.Empty(monitor.Heard(0, 30));
    }

    [Fact]
    public void Clipping_offset_and_holes_do_not_hide_a_song()
    {
        var damaged = kit.Cut(1, 10, 40);
        for (var i = 0; i < damaged.Length; i++) damaged[i] = Math.Clamp(damaged[i] * 2.5f + 0.1f, -0.7f, 0.9f);
        for (var i = 0; i < damaged.Length; i += 40_000) damaged.AsSpan(i, 400).Fill(float.NaN);

        var monitor = new StreamMonitor(kit.Index);
        var plays = monitor.Push(damaged).Concat(monitor.Finish()).ToList();

        Assert.Equal(SoundKit.Name(1), Assert.Single(plays).TrackId);
    }

    [Fact]
    public void A_day_of_silence_and_noise_is_listened_to_in_flat_memory()
    {
        var monitor = new StreamMonitor(kit.Index);
        var (silence, noise) = (new float[60 * Rate], SoundKit.Noise(10 * Rate));
        monitor.Push(noise);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var minute = 0; minute < 24 * 60; minute++) Assert.Empty(monitor.Push(silence.AsSpan(0, minute % 60 == 0 ? silence.Length : Rate)));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
    }

    [Theory]
    [InlineData(8000, 1), InlineData(11025, 2), InlineData(192000, 2), InlineData(48000, 6), InlineData(48000, 8)]
    public async Task Any_rate_and_any_number_of_channels_is_decoded(int rateHz, int channels)
    {
        using var folder = new TemporaryFolder();
        await SoundKit.Ffmpeg("-f", "lavfi", "-i", $"sine=frequency=440:sample_rate={rateHz}:duration=2", "-ac", $"{channels}", folder["tone.wav"]);

        var samples = await AudioFile.DecodeMono(folder["tone.wav"], Rate, DecodeLimits.Standard, default);

        Assert.Equal(2.0, samples.Length / (double)Rate, tolerance: 0.05);
        Assert.False(Loudness.Measure(samples).IsSilent);
    }

    [Theory]
    [InlineData(192000, 8), InlineData(96000, 6), InlineData(8000, 2)]
    public async Task A_song_is_recognised_from_any_rate_and_any_number_of_channels(int rateHz, int channels)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["mono.wav"], Pcm.ToWav(kit.Cut(3, 20, 10), Rate));
        await SoundKit.Ffmpeg("-i", folder["mono.wav"], "-ar", $"{rateHz}", "-ac", $"{channels}", folder["song.flac"]);

        var match = Assert.Single(kit.Index.Query(await AudioFile.DecodeMono(folder["song.flac"], Rate, DecodeLimits.Standard, default)));

        Assert.Equal(SoundKit.Name(3), match.TrackId);
        Assert.Equal(20, match.AnchorSeconds, tolerance: 0.2);
    }

    [Fact]
    public async Task A_damaged_stream_is_sound_as_far_as_it_goes_or_a_failure_with_a_code()
    {
        var (whole, random) = (await AudioEncoder.Encode(kit.Cut(0, 0, 6), Rate, AudioEncoding.Mp3, default), new Random(12));
        for (var round = 0; round < 6; round++)
        {
            var bytes = whole.ToArray();
            for (var hit = 0; hit < 1 << (2 * round); hit++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                var request = new StreamRequest("http://unused", Rate, null, TimeSpan.FromSeconds(10), "test");
                await foreach (var block in AudioStream.OpenBytes(new MemoryStream(bytes), request, default))
                    Assert.All(block.Samples.ToArray(), s => Assert.InRange(s, -1f, 1f));
            }
            catch (DecodeException failed)
            {
                Assert.Matches("^stream\\.", failed.Code);
            }
        }
    }

    [Fact]
    public async Task A_file_of_one_sample_is_sound_without_plays()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["one.wav"], Pcm.ToWav([0.5f], Rate));
        Assert.Single(await AudioFile.DecodeMono(folder["one.wav"], Rate, DecodeLimits.Standard, default));
        Assert.Empty(kit.Index.Query([0.5f]));
    }

    [Fact]
    public async Task Damaged_files_are_refused_with_a_code_or_heard_as_far_as_they_go()
    {
        using var folder = new TemporaryFolder();
        var song = kit.Cut(0, 0, 8);
        var random = new Random(11);
        foreach (var kind in new[] { AudioEncoding.Mp3, AudioEncoding.OggOpus, AudioEncoding.Wav })
        {
            var whole = await AudioEncoder.Encode(song, Rate, kind, default);
            for (var round = 0; round < 5; round++)
            {
                var bytes = whole.ToArray();
                for (var hit = 0; hit < 1 << (2 * round); hit++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                var path = folder[$"{kind}-{round}"];
                await File.WriteAllBytesAsync(path, round == 4 ? bytes[..random.Next(bytes.Length)] : bytes);
                try
                {
                    var samples = await AudioFile.DecodeMono(path, FingerprintProfile.Standard.SampleRateHz, new(60, TimeSpan.FromSeconds(20), 1L << 30), default);
                    Assert.All(samples, s => Assert.InRange(s, -1f, 1f));
                }
                catch (DecodeException refused)
                {
                    Assert.Matches("^audio\\.", refused.Code);
                }
            }
        }
    }
}
