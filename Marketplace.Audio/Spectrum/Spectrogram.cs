using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Spectrum;

/// <summary>Log-magnitude spectrogram of a stretch of mono audio, between the lowest and highest peak frequency.</summary>
/// <remarks>
/// Bin-major, because neighbours in time then lie side by side and whole rows are compared with vector instructions.
/// An object is made once and filled again for each stretch. Hann window; README.md, eq. 4.
/// </remarks>
public sealed class Spectrogram
{
    // −100 dB relative to full scale: silence and rounding noise become one flat floor, which has no peaks.
    private const float FloorPower = 1e-10f;
    private const float DecibelsPerOctave = 3.0103f;
    private readonly FingerprintProfile profile;
    private readonly FourierLanes fourier;
    private readonly float[] window;
    private readonly float[] decibels;

    /// <summary>Room for at most this many frames at a time.</summary>
    public Spectrogram(FingerprintProfile profile, int mostFrames)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostFrames, 1);
        this.profile = profile;
        fourier = new(profile.WindowSamples);
        FirstBin = (int)MathF.Ceiling(profile.LowHz / profile.HzPerBin);
        Bins = (int)(profile.HighHz / profile.HzPerBin) - FirstBin + 1;
        Stride = (mostFrames + FourierLanes.Lanes - 1) / FourierLanes.Lanes * FourierLanes.Lanes;
        decibels = new float[Bins * Stride];
        window = new float[profile.WindowSamples];
        // Scaled so that a full-scale sine stands at 0 dB.
        for (var i = 0; i < window.Length; i++)
            window[i] = (float)((1 - Math.Cos(2 * Math.PI * i / window.Length)) * 2 / window.Length);
    }

    /// <summary>Frequency bin of row 0.</summary>
    public int FirstBin { get; }

    /// <summary>Number of rows.</summary>
    public int Bins { get; }

    /// <summary>Distance of rows in the buffer; a multiple of the vector length.</summary>
    public int Stride { get; }

    /// <summary>Frames that the last <see cref="Fill"/> computed.</summary>
    public int Frames { get; private set; }

    /// <summary>Level of the floor, dB.</summary>
    public static float FloorDecibels => -100f;

    /// <summary>One row, dB relative to full scale; the first <see cref="Frames"/> values are valid.</summary>
    public ReadOnlySpan<float> Row(int bin) => decibels.AsSpan(bin * Stride, Stride);

    /// <summary>Number of whole frames in this many samples.</summary>
    public static int CountFrames(int samples, FingerprintProfile profile) =>
        samples < profile.WindowSamples ? 0 : 1 + (samples - profile.WindowSamples) / profile.HopSamples;

    /// <summary>Computes frames <paramref name="firstFrame"/> onwards.</summary>
    /// <param name="samples">Shape [n], range −1…1, finite, at the profile's sample rate.</param>
    /// <param name="firstFrame">Index of the first frame in <paramref name="samples"/>.</param>
    /// <param name="frames">How many, at most the room given to the constructor.</param>
    /// <exception cref="ArgumentException">The frames are not all inside the samples, or do not fit.</exception>
    public void Fill(ReadOnlySpan<float> samples, int firstFrame, int frames)
    {
        if (firstFrame < 0 || frames > Stride || firstFrame + frames > CountFrames(samples.Length, profile))
            throw new ArgumentException("The frames are outside the samples or too many.", nameof(frames));
        Frames = frames;
        for (var frame = 0; frame < frames; frame += FourierLanes.Lanes)
        {
            Load(samples, firstFrame + frame, Math.Min(FourierLanes.Lanes, frames - frame));
            fourier.Transform();
            var target = decibels.AsSpan(frame);
            for (var bin = 0; bin < Bins; bin++)
            {
                var (re, im) = fourier.Bin(bin + FirstBin);
                var power = re * re + im * im + new Vector<float>(FloorPower);
                (Vector.Log2(power) * DecibelsPerOctave).CopyTo(target[(bin * Stride)..]);
            }
        }
    }

    private void Load(ReadOnlySpan<float> samples, int firstFrame, int lanes)
    {
        var origin = samples[(firstFrame * profile.HopSamples)..];
        if (Avx.IsSupported && lanes == Vector256<float>.Count && FourierLanes.Lanes == lanes) LaneLoader.Load(origin, profile.HopSamples, window, fourier.Even, fourier.Odd);
        else LaneLoader.LoadPlainly(origin, profile.HopSamples, lanes, window, fourier.Even, fourier.Odd);
    }
}
