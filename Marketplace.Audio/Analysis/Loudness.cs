namespace Marketplace.Audio.Analysis;

/// <summary>How loud a piece of sound is, and whether there is anything in it.</summary>
/// <param name="RmsDbfs">Root mean square, dB relative to full scale; −120 is the least.</param>
/// <param name="IsSilent">Below −60 dBFS: a dead carrier.</param>
/// <param name="IsConstantTone">One steady tone and nothing else: a test signal.</param>
public sealed record Loudness(double RmsDbfs, bool IsSilent, bool IsConstantTone)
{
    private const double LeastDbfs = -120, SilentDbfs = -60;
    private const double ToneShare = 0.98;

    /// <summary>Measures mono sound of any rate.</summary>
    /// <param name="mono">Shape [n], range −1…1; what is not a number counts as silence.</param>
    public static Loudness Measure(ReadOnlySpan<float> mono)
    {
        double square = 0, mean = 0;
        foreach (var sample in mono)
        {
            if (!float.IsFinite(sample)) continue;
            square += (double)sample * sample;
            mean += sample;
        }
        var count = Math.Max(1, mono.Length);
        // A constant offset is not sound.
        var power = Math.Max(0, square / count - mean / count * (mean / count));
        var level = Math.Max(LeastDbfs, 10 * Math.Log10(power + 1e-20));
        var silent = level < SilentDbfs;
        return new(level, silent, !silent && IsTone(mono, power));
    }

    // A steady tone obeys x[n+1] = 2·cos(ω)·x[n] − x[n−1]. The best such prediction leaves next to nothing of a tone,
    // and much of music. Downsampling is not needed: the error is compared over the whole stretch and over its parts.
    private static bool IsTone(ReadOnlySpan<float> mono, double power)
    {
        const int parts = 8;
        if (mono.Length < parts * 64) return false;
        var size = mono.Length / parts;
        double lowest = double.MaxValue, highest = double.MinValue, leastPower = double.MaxValue;
        for (var p = 0; p < parts; p++)
        {
            var part = mono.Slice(p * size, size);
            double cross = 0, own = 0, outer = 0;
            for (var i = 1; i < part.Length - 1; i++)
            {
                var sum = part[i - 1] + part[i + 1];
                cross += (double)part[i] * sum;
                own += (double)part[i] * part[i];
                outer += (double)sum * sum;
            }
            if (!(own > 0) || !(outer >= 0)) return false;
            var explained = outer == 0 ? 1 : cross * cross / (own * outer);
            var turn = cross / own;
            if (explained < ToneShare) return false;
            (lowest, highest) = (Math.Min(lowest, turn), Math.Max(highest, turn));
            leastPower = Math.Min(leastPower, own / part.Length);
        }
        return highest - lowest < 0.01 && leastPower > power * 0.8;
    }
}
