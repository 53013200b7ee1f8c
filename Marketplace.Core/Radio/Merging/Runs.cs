namespace Marketplace.Core.Radio.Merging;

/// <summary>Rules M-1 to M-6: which detections belong together.</summary>
internal static class Runs
{
    /// <summary>M-1: whether a match is too weak or too short to be used.</summary>
    internal static bool IsNoise(HeardMatch match, MergePolicy policy) =>
        match.Score < policy.LowestScore || match.Matched < Seconds.Of(policy.ShortestMatchSeconds);

    /// <summary>Groups matches of one station; the order of the input does not matter, a repeated id counts once (INV-2).</summary>
    internal static List<Run> Build(IEnumerable<HeardMatch> matches, TimeSpan period, MergePolicy policy)
    {
        var runs = new List<Run>();
        var latest = new Dictionary<Guid, Run>();
        foreach (var match in InOrder(matches))
        {
            if (latest.TryGetValue(match.RecordingId, out var run) && run.Joins(match, period, policy)) continue;
            latest[match.RecordingId] = run = new Run(match); // M-5: the same song again is a second play.
            runs.Add(run);
        }
        return runs;
    }

    private static IEnumerable<HeardMatch> InOrder(IEnumerable<HeardMatch> matches) => matches
        .OrderBy(match => match.Start).ThenBy(match => match.End).ThenBy(match => match.RecordingId).ThenBy(match => match.Id)
        .DistinctBy(match => match.Id);
}
