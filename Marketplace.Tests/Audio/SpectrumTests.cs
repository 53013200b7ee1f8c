using System.Numerics;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Spectrum;
using Xunit;

namespace Marketplace.Tests.Audio;

public sealed class SpectrumTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(1024)]
    public void The_fast_transform_equals_the_slow_one_in_every_lane(int size)
    {
        var random = new Random(size);
        var fourier = new FourierLanes(size);
        var frames = Enumerable.Range(0, FourierLanes.Lanes)
            .Select(_ => Enumerable.Range(0, size).Select(_ => random.NextSingle() * 2 - 1).ToArray()).ToArray();
        for (var i = 0; i < size / 2; i++)
        {
            fourier.Even[i] = new Vector<float>([.. frames.Select(f => f[2 * i])]);
            fourier.Odd[i] = new Vector<float>([.. frames.Select(f => f[2 * i + 1])]);
        }
        fourier.Transform();

        for (var lane = 0; lane < FourierLanes.Lanes; lane++)
            for (var bin = 0; bin <= size / 2; bin++)
            {
                var slow = Complex.Zero;
                for (var i = 0; i < size; i++) slow += frames[lane][i] * Complex.FromPolarCoordinates(1, -2 * Math.PI * bin * i / size);
                var (re, im) = fourier.Bin(bin);
                Assert.Equal(slow.Real, re[lane], tolerance: 1e-3);
                Assert.Equal(slow.Imaginary, im[lane], tolerance: 1e-3);
            }
    }

    [Fact]
    public void A_full_scale_sine_stands_at_zero_decibels_in_its_bin()
    {
        var profile = FingerprintProfile.Standard;
        var sine = Enumerable.Range(0, 2048).Select(i => (float)Math.Sin(2 * Math.PI * 1000 * i / 8000)).ToArray();
        var spectrogram = new Spectrogram(profile, 4);

        spectrogram.Fill(sine, 0, 4);

        Assert.Equal(0, spectrogram.Row(128 - spectrogram.FirstBin)[2], tolerance: 0.05f);
        Assert.True(spectrogram.Row(200 - spectrogram.FirstBin)[2] < -80);
    }

    [Fact]
    public void Frames_outside_the_sound_are_refused() =>
        Assert.Throws<ArgumentException>(() => new Spectrogram(FingerprintProfile.Standard, 4).Fill(new float[1024], 0, 2));
}
