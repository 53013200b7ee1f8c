using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Analysis;

/// <summary>Three measures in which talk differs from music, for any part of a piece of sound.</summary>
internal sealed class SoundFeatures
{
    private const float SamePitch = 0.006f, LeastLevel = 1e-4f;
    private readonly FingerprintProfile profile;
    private readonly float[] levels;
    private readonly (float Frame, bool IsHeld)[] peaks;

    /// <summary>Measures once what all parts need.</summary>
    /// <param name="mono">Shape [n] at the profile's rate; what is not a number counts as silence.</param>
    /// <param name="profile">The numbers to work by.</param>
    public SoundFeatures(ReadOnlySpan<float> mono, FingerprintProfile profile)
    {
        this.profile = profile;
        levels = new float[Math.Max(1, mono.Length / profile.HopSamples)];
        for (var i = 0; i < levels.Length; i++)
        {
            var square = 0f;
            foreach (var sample in mono.Slice(i * profile.HopSamples, Math.Min(profile.HopSamples, mono.Length)))
                square += float.IsFinite(sample) ? sample * sample : 0;
            levels[i] = MathF.Log10(MathF.Sqrt(square / profile.HopSamples) + LeastLevel);
        }
        var found = Fingerprinter.Print(mono, profile, PrintRole.Reference).Peaks.Span;
        peaks = new (float, bool)[found.Length];
        for (var i = 0; i < found.Length; i++)
        {
            peaks[i].Frame = found[i].Frame;
            for (var j = i + 1; j < found.Length && !peaks[i].IsHeld && found[j].Frame - found[i].Frame < profile.FramesPerSecond; j++)
                peaks[i].IsHeld = MathF.Abs(found[j].Hz / found[i].Hz - 1) < SamePitch;
        }
    }

    /// <summary>
    /// Held: share of peaks that come back at the same pitch within a second, as notes do. Syllables: share of the level's movement at 3–6 a second.
    /// Spread: standard deviation of the level in powers of ten, great where talk stops between words.
    /// </summary>
    public (float Held, float Syllables, float Spread) Between(int fromSecond, int toSecond)
    {
        var fps = profile.FramesPerSecond;
        var (from, to) = ((int)(fromSecond * fps), Math.Min(levels.Length, (int)(toSecond * fps)));
        var part = levels.AsSpan(from, to - from);
        var (mean, variance) = (0f, 0f);
        foreach (var level in part) mean += level / part.Length;
        foreach (var level in part) variance += (level - mean) * (level - mean) / part.Length;
        var (count, held) = (0, 0);
        foreach (var (frame, isHeld) in peaks)
        {
            if (frame < from || frame >= to) continue;
            count++;
            if (isHeld) held++;
        }
        return (count == 0 ? 0 : held / (float)count, Pace(part, mean, fps), MathF.Sqrt(variance));
    }

    // Share of the movement between 0.5 and 15 Hz that lies between 3 and 6 Hz, by plain sums over the few frequencies.
    private static float Pace(ReadOnlySpan<float> part, float mean, float framesPerSecond)
    {
        var (inside, all) = (0.0, 1e-9);
        for (var hz = 0.5; hz <= 15; hz += 0.5)
        {
            var (re, im, turn) = (0.0, 0.0, 2 * Math.PI * hz / framesPerSecond);
            for (var i = 0; i < part.Length; i++)
            {
                var (sin, cos) = Math.SinCos(turn * i);
                (re, im) = (re + (part[i] - mean) * cos, im + (part[i] - mean) * sin);
            }
            var power = re * re + im * im;
            all += power;
            if (hz is >= 3 and <= 6) inside += power;
        }
        return (float)(inside / all);
    }
}
