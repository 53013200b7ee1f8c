using System.Numerics;
using System.Runtime.InteropServices;

namespace Marketplace.Audio.Landmarks;

/// <summary>Chooses the peaks that stand highest over their surroundings. One object serves one thread.</summary>
/// <remarks>The window moves with the peak, so the choice does not depend on where a recording starts.</remarks>
internal sealed class PeakRank
{
    private readonly List<Peak> kept = [];
    private ulong[] order = [];
    private float[] saliences = [];

    /// <summary>Sorts by time, then pitch.</summary>
    public void Sort(Span<Peak> peaks)
    {
        if (order.Length < peaks.Length) order = new ulong[peaks.Length * 2];
        // Bits of numbers that are not negative are in the order of the numbers.
        for (var i = 0; i < peaks.Length; i++) order[i] = (ulong)BitConverter.SingleToUInt32Bits(peaks[i].Frame) << 32 | BitConverter.SingleToUInt32Bits(peaks[i].Hz);
        order.AsSpan(0, peaks.Length).Sort(peaks);
    }

    /// <summary>Those with fewer than the wanted number of higher peaks within half a second.</summary>
    /// <param name="peaks">In order of time.</param>
    /// <param name="framesPerSecond">Frames of a second.</param>
    /// <param name="peaksPerSecond">Most peaks of a second, by and large.</param>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<Peak> Strongest(ReadOnlySpan<Peak> peaks, float framesPerSecond, int peaksPerSecond)
    {
        if (saliences.Length < peaks.Length) saliences = new float[peaks.Length * 2];
        for (var i = 0; i < peaks.Length; i++) saliences[i] = peaks[i].Salience;
        kept.Clear();
        var (half, first, end) = (framesPerSecond / 2, 0, 0);
        for (var i = 0; i < peaks.Length; i++)
        {
            while (peaks[first].Frame < peaks[i].Frame - half) first++;
            while (end < peaks.Length && peaks[end].Frame <= peaks[i].Frame + half) end++;
            if (CountOver(saliences.AsSpan(first, end - first), saliences[i]) < peaksPerSecond) kept.Add(peaks[i]);
        }
        return CollectionsMarshal.AsSpan(kept);
    }

    /// <summary>How many values are greater than a limit.</summary>
    internal static int CountOver(ReadOnlySpan<float> values, float limit)
    {
        var (counts, limits, at) = (Vector<int>.Zero, new Vector<float>(limit), 0);
        // Each lane that is greater is all ones, which is minus one.
        for (; at + Vector<float>.Count <= values.Length; at += Vector<float>.Count) counts -= Vector.GreaterThan(new Vector<float>(values[at..]), limits);
        return Vector.Sum(counts) + CountOverPlainly(values[at..], limit);
    }

    /// <summary>The same, plainly.</summary>
    internal static int CountOverPlainly(ReadOnlySpan<float> values, float limit)
    {
        var count = 0;
        foreach (var value in values) count += value > limit ? 1 : 0;
        return count;
    }
}
