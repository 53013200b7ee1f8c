namespace Marketplace.Audio.Tracking;

/// <summary>Finds the change points of a trail: the stretch of bins of greatest likelihood.</summary>
/// <remarks>
/// README.md, eq. 4–6: a hidden Markov chain of "off air" and four ways of being on air, whose best path is found by Viterbi's recursion with
/// restarts, which for one state is Kadane's greatest sum. One object serves one thread.
/// </remarks>
internal sealed class ExtentFinder
{
    /// <summary>Ways of being on air: alone, under something, under something loud, and not to be heard at all.</summary>
    private const int States = 4, Hidden = 3, SecondBins = 4;
    private static readonly double[] Clearness = [1, 0.4, 0.12, 0];
    private const double HiddenRent = 0.25, SwitchLoss = 2, EntryLoss = 3;
    private const double LeastReach = 0.1, MostReach = 0.9, ClearBinGain = 0.5;
    private float[] seconds = new float[512];

    /// <summary>Share of the recording's peaks that were met, beyond chance, where the last trail was clearest.</summary>
    public double Reach { get; private set; }

    /// <summary>The stretch, or null when there is none.</summary>
    public TrailExtent? Find(TrailBins bins) => Find(bins, bins.First, bins.End);

    /// <summary>The stretch inside a part of the trail.</summary>
    public TrailExtent? Find(TrailBins bins, long fromBin, long toBin)
    {
        Reach = ReachOf(bins);
        var all = bins.All;
        var (low, high) = ((int)Math.Max(0, fromBin - bins.First), (int)Math.Min(all.Length, toBin - bins.First));
        Span<double> value = stackalloc double[States], gains = stackalloc double[States];
        Span<int> start = stackalloc int[States];
        value.Fill(double.NegativeInfinity);
        var (best, bestStart, bestEnd) = (0.0, 0, 0);
        for (var b = low; b < high; b++)
        {
            Gains(all[b], gains);
            Step(value, start, gains, b, -EntryLoss);
            for (var s = 0; s < Hidden; s++)
                if (value[s] > best) (best, bestStart, bestEnd) = (value[s], start[s], b + 1);
        }
        if (bestEnd == bestStart) return null;
        var (hits, expected, clear) = (0f, 0f, 0);
        for (var b = bestStart; b < bestEnd; b++)
        {
            (hits, expected) = (hits + all[b].Hits, expected + all[b].Expected);
            Gains(all[b], gains);
            if (gains[0] > ClearBinGain) clear++;
        }
        return new(bins.First + bestStart, bins.First + bestEnd, best, hits, expected, clear / (double)SecondBins);
    }

    /// <summary>What it costs to believe that the recording was on air all through these bins, nats; negative when they speak for it.</summary>
    public double Loss(TrailBins bins, long fromBin, long toBin)
    {
        Reach = ReachOf(bins);
        var all = bins.All;
        Span<double> value = stackalloc double[States], gains = stackalloc double[States];
        Span<int> start = stackalloc int[States];
        value.Clear();
        for (var b = (int)Math.Max(0, fromBin - bins.First); b < Math.Min(all.Length, toBin - bins.First); b++)
        {
            Gains(all[b], gains);
            Step(value, start, gains, b, double.NegativeInfinity);
        }
        var most = value[0];
        foreach (var v in value) most = Math.Max(most, v);
        return -most;
    }

    private static void Step(Span<double> value, Span<int> start, ReadOnlySpan<double> gains, int bin, double entry)
    {
        var leader = 0;
        for (var s = 1; s < States; s++) if (value[s] > value[leader]) leader = s;
        var (switched, switchedStart) = (value[leader] - SwitchLoss, start[leader]);
        for (var s = 0; s < States; s++)
        {
            if (switched > value[s]) (value[s], start[s]) = (switched, switchedStart);
            if (entry > value[s] && s != Hidden) (value[s], start[s]) = (entry, bin);
            value[s] += gains[s];
        }
    }

    // Share of the recording's peaks that are met, beyond chance, in the best third of the seconds (15 at most).
    private double ReachOf(TrailBins bins)
    {
        var all = bins.All;
        var count = 0;
        if (seconds.Length < all.Length / SecondBins + 1) seconds = new float[all.Length / 2];
        for (var b = 0; b + SecondBins <= all.Length; b += SecondBins)
        {
            var (peaks, excess) = (0f, 0f);
            for (var i = b; i < b + SecondBins; i++) (peaks, excess) = (peaks + all[i].Peaks, excess + all[i].Hits - all[i].Expected);
            if (peaks >= 8) seconds[count++] = excess / peaks;
        }
        if (count == 0) return LeastReach;
        Array.Sort(seconds, 0, count);
        var best = Math.Clamp(count / 3, Math.Min(3, count), 15);
        var sum = 0f;
        for (var i = count - best; i < count; i++) sum += seconds[i];
        return Math.Clamp(sum / best, LeastReach, MostReach);
    }

    private void Gains(TrailBin bin, Span<double> gains)
    {
        gains.Clear();
        gains[Hidden] = -HiddenRent;
        if (bin.Peaks == 0) return;
        var chance = Math.Clamp(bin.Expected / bin.Peaks, 0.01, 0.6);
        for (var s = 0; s < Hidden; s++)
        {
            var share = chance + (1 - chance) * Reach * Clearness[s];
            gains[s] = bin.Hits * Math.Log(share / chance) + (bin.Peaks - bin.Hits) * Math.Log((1 - share) / (1 - chance));
        }
    }
}
