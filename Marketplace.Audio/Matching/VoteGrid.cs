using System.Numerics;

namespace Marketplace.Audio.Matching;

/// <summary>Counts votes for alignments: one cell for each place on a time line, folded when the line is longer than the grid.</summary>
/// <remarks>
/// A plain array that stays in the second-level cache is several times quicker than a hash table. Where the line is folded,
/// the best cells are told apart by walking the same votes again through <see cref="VoteTable"/>.
/// </remarks>
internal sealed class VoteGrid
{
    /// <summary>Cells of the grid.</summary>
    public const int MostCells = 1 << 19;
    /// <summary>Most votes of a cell: two neighbours are added without overflow.</summary>
    public const ushort MostVotes = 30_000;
    private readonly ushort[] cells = new ushort[MostCells + Vector<ushort>.Count + 1];
    private int used;

    /// <summary>Whether two places of the line can share a cell.</summary>
    public bool IsFolded { get; private set; }

    /// <summary>Empties the grid for a line of this many places.</summary>
    public void Begin(long places)
    {
        IsFolded = places > MostCells;
        used = (int)Math.Min(places, MostCells);
        cells.AsSpan(0, used + Vector<ushort>.Count + 1).Clear();
    }

    /// <summary>The cell of a place.</summary>
    public static int CellOf(uint place) => (int)(place & (MostCells - 1));

    /// <summary>The cells, to be counted up.</summary>
    public Span<ushort> Cells => cells;

    /// <summary>Fills the span with the cells of most votes, each with its right neighbour's votes added, the best first.</summary>
    /// <returns>How many were found.</returns>
    public int Best(Span<(int Votes, int Cell)> best, int leastVotes)
    {
        var (found, least) = (0, leastVotes);
        for (var from = 0; from < used; from += Vector<ushort>.Count)
        {
            var sums = new Vector<ushort>(cells, from) + new Vector<ushort>(cells, from + 1);
            if (!Vector.GreaterThanOrEqualAny(sums, new Vector<ushort>((ushort)least))) continue;
            for (var cell = from; cell < Math.Min(used, from + Vector<ushort>.Count); cell++)
            {
                var votes = cells[cell] + cells[cell + 1];
                if (votes < least) continue;
                var at = found < best.Length ? found++ : found - 1;
                for (; at > 0 && best[at - 1].Votes < votes; at--) best[at] = best[at - 1];
                best[at] = (votes, cell);
                if (found == best.Length) least = Math.Max(least, best[^1].Votes + 1);
            }
        }
        return found;
    }
}
