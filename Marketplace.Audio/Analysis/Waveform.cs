namespace Marketplace.Audio.Analysis;

/// <summary>The picture of a recording that players draw.</summary>
public static class Waveform
{
    /// <summary>Greatest level of each of equally long stretches.</summary>
    /// <param name="mono">Shape [n], range −1…1.</param>
    /// <param name="buckets">Number of stretches, at least 1.</param>
    /// <returns>Shape [buckets], 0 is silence and 255 full scale.</returns>
    public static byte[] Peaks(ReadOnlySpan<float> mono, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        var peaks = new byte[buckets];
        for (var b = 0; b < buckets; b++)
        {
            var (from, to) = ((int)((long)b * mono.Length / buckets), (int)((long)(b + 1) * mono.Length / buckets));
            var greatest = 0f;
            // A comparison with NaN is false, so what is not a number counts as silence.
            foreach (var sample in mono[from..to])
                if (MathF.Abs(sample) > greatest) greatest = MathF.Abs(sample);
            peaks[b] = (byte)MathF.Round(MathF.Min(greatest, 1) * 255);
        }
        return peaks;
    }
}
