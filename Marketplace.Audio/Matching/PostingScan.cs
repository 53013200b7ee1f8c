using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marketplace.Audio.Matching;

/// <summary>Reads the postings of a segment: the loops that a search spends its time in.</summary>
internal static class PostingScan
{
    /// <summary>Finds the postings of one key in its bucket.</summary>
    /// <param name="rests">Low bits of the keys of a bucket, ascending.</param>
    /// <param name="rest">Those of the wanted key.</param>
    /// <param name="guess">Where the first of them is likely to be; a wrong guess only costs time.</param>
    /// <returns>The first of them and how many follow each other.</returns>
    /// <remarks>32 rests are compared at once, until a greater one ends it.</remarks>
    public static (int First, int Count) RunOf(ReadOnlySpan<byte> rests, byte rest, int guess)
    {
        var (first, count, wanted) = (0, 0, Vector256.Create(rest));
        var at = guess <= 0 || guess >= rests.Length || rests[guess - 1] >= rest ? 0 : guess;
        for (; at + Vector256<byte>.Count <= rests.Length; at += Vector256<byte>.Count)
        {
            var here = Vector256.Create(rests.Slice(at, Vector256<byte>.Count));
            var found = Vector256.Equals(here, wanted).ExtractMostSignificantBits();
            if (count == 0) first = at + BitOperations.TrailingZeroCount(found);
            count += BitOperations.PopCount(found);
            if (here[Vector256<byte>.Count - 1] > rest) return (first, count);
        }
        var (more, tail) = RunPlainly(rests[at..], rest);
        return (count == 0 ? at + more : first, count + tail);
    }

    /// <summary>The same, plainly.</summary>
    public static (int First, int Count) RunPlainly(ReadOnlySpan<byte> rests, byte rest)
    {
        var first = 0;
        while (first < rests.Length && rests[first] < rest) first++;
        var end = first;
        while (end < rests.Length && rests[end] == rest) end++;
        return (first, end - first);
    }

    /// <summary>One vote for each frame, in the cell of (frame + shift) ≫ binShift.</summary>
    public static void Vote(ReadOnlySpan<uint> frames, uint shift, int binShift, Span<ushort> cells)
    {
        cells = cells[..VoteGrid.MostCells];
        foreach (var frame in frames)
        {
            // Stops short of overflow, as a hundred thousand postings may be one note held for hours.
            ref var cell = ref cells[VoteGrid.CellOf((frame + shift) >> binShift)];
            if (cell < VoteGrid.MostVotes) cell++;
        }
    }

    /// <summary>Asks for the memory of a place before it is needed: look-ups wait for memory more than for anything else.</summary>
    public static unsafe void Ahead<T>(ReadOnlySpan<T> memory, int at) where T : unmanaged
    {
        if (Sse.IsSupported && (uint)at < (uint)memory.Length) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in memory[at])));
    }
}
