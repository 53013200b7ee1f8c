namespace Marketplace.Core.Radio.Merging;

/// <summary>The last instant before and the first instant after a play at which it was not on air.</summary>
/// <param name="Before">prevNeg of rule M-7.</param>
/// <param name="After">nextNeg of rule M-7.</param>
internal readonly record struct Silences(DateTime Before, DateTime After);

/// <summary>The successful windows of one station, which prove what was not on air (rules M-7 and M-9).</summary>
internal sealed class Witnesses
{
    private readonly HeardWindow[] _byStart;
    private readonly HeardWindow[] _byEnd;
    private readonly DateTime[] _starts;
    private readonly DateTime[] _ends;

    /// <param name="windows">All windows; failed ones are never witnesses.</param>
    internal Witnesses(IEnumerable<HeardWindow> windows)
    {
        var captured = windows.Where(window => window.Ok).DistinctBy(window => window.Id).ToList();
        _byStart = [.. captured.OrderBy(window => window.Start).ThenBy(window => window.End)];
        _byEnd = [.. captured.OrderBy(window => window.End).ThenBy(window => window.Start)];
        _starts = Array.ConvertAll(_byStart, window => window.Start);
        _ends = Array.ConvertAll(_byEnd, window => window.End);
    }

    /// <summary>M-7: the witnesses nearest to the play, or two periods away where there is none.</summary>
    internal Silences Around(Run run, TimeSpan period, MergePolicy policy)
    {
        var own = run.Matches.Select(match => match.WindowId).ToHashSet();
        var reach = period * policy.WitnessPeriods;
        var partial = Seconds.Of(policy.PartialWindowSeconds);
        var first = run.Matches[0];
        var last = run.Last;

        // A window that matched only in part is its own witness.
        var before = first.Start > first.WindowStart + partial ? first.Start : Before(first.WindowStart, reach, own);
        var after = last.End < last.WindowEnd - partial ? last.End : After(last.WindowEnd, reach, own);
        return new Silences(before, after);
    }

    /// <summary>M-9: how many captured windows lie wholly between two instants and belong to no detection of the play.</summary>
    /// <remarks>Silent windows count: the record was not to be heard in them either.</remarks>
    internal int Unmatched(DateTime from, DateTime to, IReadOnlySet<Guid> own)
    {
        var count = 0;
        for (var i = FirstAtOrAfter(_starts, from); i < _byStart.Length && _byStart[i].Start < to; i++)
            if (_byStart[i].End <= to && !own.Contains(_byStart[i].Id)) count++;
        return count;
    }

    private DateTime Before(DateTime firstWindowStart, TimeSpan reach, HashSet<Guid> own)
    {
        var limit = firstWindowStart - reach;
        for (var i = FirstAtOrAfter(_ends, firstWindowStart + TimeSpan.FromTicks(1)) - 1; i >= 0 && _ends[i] >= limit; i--)
            if (Testifies(_byEnd[i], own)) return _ends[i];
        return limit;
    }

    private DateTime After(DateTime lastWindowEnd, TimeSpan reach, HashSet<Guid> own)
    {
        var limit = lastWindowEnd + reach;
        for (var i = FirstAtOrAfter(_starts, lastWindowEnd); i < _starts.Length && _starts[i] <= limit; i++)
            if (Testifies(_byStart[i], own)) return _starts[i];
        return limit;
    }

    private static bool Testifies(HeardWindow window, HashSet<Guid> own) => !window.Silent && !own.Contains(window.Id);

    private static int FirstAtOrAfter(DateTime[] sorted, DateTime instant)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (sorted[middle] < instant) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
