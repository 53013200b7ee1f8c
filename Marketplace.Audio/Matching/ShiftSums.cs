using System.Runtime.Intrinsics;

namespace Marketplace.Audio.Matching;

/// <summary>Adds stretches of a <see cref="HeardMap"/>: one sum for each shift in time.</summary>
internal static class ShiftSums
{
    /// <summary>Number of sums.</summary>
    public const int Count = 2 * HeardMap.Reach;

    /// <summary>Most stretches that can be added before a 16-bit sum overflows.</summary>
    public const int MostStretches = ushort.MaxValue / byte.MaxValue;

    /// <summary>sums[i] += values[i], 128 of each.</summary>
    public static void Add(ReadOnlySpan<byte> values, Span<ushort> sums)
    {
        values = values[..Count];
        sums = sums[..Count];
        for (var i = 0; i < Count; i += Vector256<byte>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(values.Slice(i, Vector256<byte>.Count)));
            (low + Vector256.Create<ushort>(sums[i..])).CopyTo(sums[i..]);
            (high + Vector256.Create<ushort>(sums[(i + Vector256<ushort>.Count)..])).CopyTo(sums[(i + Vector256<ushort>.Count)..]);
        }
    }

    /// <summary>The same, plainly; what <see cref="Add"/> is compared with.</summary>
    public static void AddPlainly(ReadOnlySpan<byte> values, Span<ushort> sums)
    {
        for (var i = 0; i < Count; i++) sums[i] += values[i];
    }

    /// <summary>totals[i] += sums[i + lean], where there is such a sum.</summary>
    public static void AddLeaning(ReadOnlySpan<ushort> sums, int lean, Span<int> totals)
    {
        var (from, to) = (Math.Max(0, -lean), Math.Min(Count, Count - lean));
        for (; from + Vector256<ushort>.Count <= to; from += Vector256<ushort>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(sums[(from + lean)..]));
            (low.AsInt32() + Vector256.Create<int>(totals[from..])).CopyTo(totals[from..]);
            var upper = totals[(from + Vector256<int>.Count)..];
            (high.AsInt32() + Vector256.Create<int>(upper)).CopyTo(upper);
        }
        for (; from < to; from++) totals[from] += sums[from + lean];
    }

    /// <summary>The same, plainly.</summary>
    public static void AddLeaningPlainly(ReadOnlySpan<ushort> sums, int lean, Span<int> totals)
    {
        for (var i = Math.Max(0, -lean); i < Math.Min(Count, Count - lean); i++) totals[i] += sums[i + lean];
    }

    /// <summary>Sum of 128 values.</summary>
    public static int Total(ReadOnlySpan<byte> values)
    {
        values = values[..Count];
        var total = Vector256<ushort>.Zero;
        for (var i = 0; i < Count; i += Vector256<byte>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(values.Slice(i, Vector256<byte>.Count)));
            total += low + high;
        }
        return Vector256.Sum(total);
    }
}
