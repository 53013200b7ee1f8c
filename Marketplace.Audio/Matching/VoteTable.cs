namespace Marketplace.Audio.Matching;

/// <summary>Counts votes for alignments: open addressing, emptied by touching only what was used.</summary>
internal sealed class VoteTable
{
    private uint[] bins = new uint[1 << 14];
    private int[] counts = new int[1 << 14];
    private readonly List<int> touched = [];

    /// <summary>One vote for a bin (not 0).</summary>
    public void Add(uint bin)
    {
        var slot = Find(bin);
        if (bins[slot] == 0)
        {
            if (touched.Count * 2 >= bins.Length)
            {
                Grow();
                slot = Find(bin);
            }
            (bins[slot], counts[slot]) = (bin, 0);
            touched.Add(slot);
        }
        counts[slot]++;
    }

    /// <summary>Fills the span with the bins of most votes, each with its right neighbour's votes added.</summary>
    /// <returns>How many were found.</returns>
    public int Best(Span<(int Votes, uint Bin)> best, int leastVotes)
    {
        var found = 0;
        foreach (var slot in touched)
        {
            var neighbour = Find(bins[slot] + 1);
            var votes = counts[slot] + (bins[neighbour] == 0 ? 0 : counts[neighbour]);
            if (votes < leastVotes || (found == best.Length && votes <= best[found - 1].Votes)) continue;
            var at = found < best.Length ? found++ : found - 1;
            for (; at > 0 && best[at - 1].Votes < votes; at--) best[at] = best[at - 1];
            best[at] = (votes, bins[slot]);
        }
        return found;
    }

    public void Clear()
    {
        foreach (var slot in touched) bins[slot] = 0;
        touched.Clear();
    }

    private int Find(uint bin)
    {
        var mask = bins.Length - 1;
        var slot = (int)((bin * 2654435769u) >> 8) & mask;
        while (bins[slot] != 0 && bins[slot] != bin) slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var (oldBins, oldCounts, old) = (bins, counts, touched.ToArray());
        (bins, counts) = (new uint[oldBins.Length * 2], new int[oldBins.Length * 2]);
        touched.Clear();
        foreach (var from in old)
        {
            var slot = Find(oldBins[from]);
            (bins[slot], counts[slot]) = (oldBins[from], oldCounts[from]);
            touched.Add(slot);
        }
    }
}
