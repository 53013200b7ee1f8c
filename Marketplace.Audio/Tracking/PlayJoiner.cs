namespace Marketplace.Audio.Tracking;

/// <summary>Makes one play of the runs of one recording: a record that went on after a long gap, a rewind, a jump ahead.</summary>
/// <remarks>Rules M-2 to M-5 of the rule book, at the level of runs; the core applies them again to what it stores.</remarks>
internal sealed class PlayJoiner
{
    private const double SameAnchorSeconds = 5, LongestGapSeconds = 30, PullUpSeconds = 60;
    private readonly List<Play> held = [];

    public void Add(Play run)
    {
        var before = held.FindIndex(p => p.TrackId == run.TrackId && p.RivalTrackId == run.RivalTrackId && Continues(p, run));
        if (before < 0) held.Add(run);
        else held[before] = Join(held[before], run);
    }

    /// <summary>Plays that nothing can be added to any more, in order of their start.</summary>
    /// <param name="now">Second of the stream up to which every run that began is known, or open.</param>
    /// <param name="isOpen">Whether a run of this recording is still open.</param>
    public List<Play> Release(double now, Predicate<string> isOpen)
    {
        var over = held.FindAll(p => now - p.EndSeconds > LongestGapSeconds && !isOpen(p.TrackId));
        held.RemoveAll(over.Contains);
        over.Sort((a, b) => a.StartSeconds.CompareTo(b.StartSeconds));
        return over;
    }

    private static bool Continues(Play play, Play run)
    {
        var (first, second) = play.StartSeconds <= run.StartSeconds ? (play, run) : (run, play);
        var (anchor, next) = (first.LastAnchorSeconds, second.StartSeconds - second.ReferenceOffsetSeconds / second.Speed);
        if (Math.Abs(next - anchor) <= SameAnchorSeconds) return true;
        if (second.StartSeconds - first.EndSeconds > LongestGapSeconds) return false;
        // Back to an earlier part is a rewind if little was over; ahead is an edit; from the start again is a second play.
        return next < anchor || first.EndSeconds - first.StartSeconds < PullUpSeconds;
    }

    private static Play Join(Play play, Play run)
    {
        var (first, second) = play.StartSeconds <= run.StartSeconds ? (play, run) : (run, play);
        return first with
        {
            EndSeconds = Math.Max(first.EndSeconds, second.EndSeconds),
            Runs = first.Runs + second.Runs,
            LastAnchorSeconds = second.LastAnchorSeconds,
            Score = Math.Max(first.Score, second.Score),
            Evidence = first.Evidence + second.Evidence,
            Gain = first.Gain + second.Gain,
        };
    }
}
