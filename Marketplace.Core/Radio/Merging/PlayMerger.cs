namespace Marketplace.Core.Radio.Merging;

/// <summary>Turns the detections of one station into plays.</summary>
public static class PlayMerger
{
    /// <summary>
    /// M-12: a pure function of detections, windows and policy. Late detections run it again; nothing that it read is changed.
    /// </summary>
    /// <param name="matches">Detections of one station, in any order.</param>
    /// <param name="windows">All capture windows of that station around them, failed ones included, in any order.</param>
    /// <param name="period">From the start of one window to the start of the next, above zero.</param>
    /// <param name="policy">The numbers.</param>
    /// <param name="signs">What O-5 needs from outside; without it only length and recurrence are looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is not above zero.</exception>
    public static MergeOutcome Merge(
        IReadOnlyList<HeardMatch> matches, IReadOnlyList<HeardWindow> windows, TimeSpan period, MergePolicy policy,
        OutsideSigns? signs = null)
    {
        ArgumentNullException.ThrowIfNull(matches);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);

        var noise = matches.Where(match => Runs.IsNoise(match, policy)).Select(match => match.Id).Distinct().Order().ToList();
        var runs = Runs.Build(matches.Where(match => !Runs.IsNoise(match, policy)), period, policy);

        var witnesses = new Witnesses(windows);
        var drafts = runs.ConvertAll(run => Boundaries.Draw(run, witnesses, period, policy));
        var hints = Samples.Find(drafts, policy);
        Overlaps.Settle(drafts, policy);
        Usage.Classify(drafts, signs ?? OutsideSigns.None, policy);

        var plays = drafts.Select(draft => draft.ToPlay())
            .OrderBy(play => play.Start).ThenBy(play => play.RecordingId).ThenBy(play => play.MatchIds[0]);
        return new MergeOutcome([.. plays], hints, noise, policy.Version);
    }
}
