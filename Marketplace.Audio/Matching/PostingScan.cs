using System.Numerics;
using System.Runtime.Intrinsics;

namespace Marketplace.Audio.Matching;

/// <summary>Counts the postings of a bucket that hold the wanted key.</summary>
internal static class PostingScan
{
    /// <summary>For each posting from…to whose rest fits: one vote in the cell of (frame + shift) ≫ binShift.</summary>
    /// <remarks>A bucket holds several keys in no order: 32 rests are compared at once, without a branch for each.</remarks>
    public static void Vote(ReadOnlySpan<byte> rests, ReadOnlySpan<uint> frames, int from, int to, byte rest, uint shift, int binShift, Span<ushort> cells)
    {
        var wanted = Vector256.Create(rest);
        for (; from < to && from + Vector256<byte>.Count <= rests.Length; from += Vector256<byte>.Count)
        {
            var found = Vector256.Equals(Vector256.Create(rests.Slice(from, Vector256<byte>.Count)), wanted).ExtractMostSignificantBits();
            if (to - from < Vector256<byte>.Count) found &= (1u << (to - from)) - 1;
            for (; found != 0; found &= found - 1)
                Count(cells, (frames[from + BitOperations.TrailingZeroCount(found)] + shift) >> binShift);
        }
        VotePlainly(rests, frames, from, to, rest, shift, binShift, cells);
    }

    /// <summary>The same, plainly.</summary>
    public static void VotePlainly(ReadOnlySpan<byte> rests, ReadOnlySpan<uint> frames, int from, int to, byte rest, uint shift, int binShift, Span<ushort> cells)
    {
        for (var p = from; p < to; p++)
            if (rests[p] == rest) Count(cells, (frames[p] + shift) >> binShift);
    }

    // Stops short of overflow, as a hundred thousand postings may be one note held for hours.
    private static void Count(Span<ushort> cells, uint place)
    {
        ref var cell = ref cells[VoteGrid.CellOf(place)];
        if (cell < VoteGrid.MostVotes) cell++;
    }
}
