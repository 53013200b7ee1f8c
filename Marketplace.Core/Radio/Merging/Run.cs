namespace Marketplace.Core.Radio.Merging;

/// <summary>The detections of one play while it is being built, in order of time.</summary>
internal sealed class Run
{
    private readonly List<HeardMatch> _matches = [];

    internal Run(HeardMatch first)
    {
        _matches.Add(first);
        FirstAnchor = CurrentAnchor = first.Anchor;
        End = first.End;
        if (first.Anchor is null) Flags = PlayFlags.NoAnchor;
    }

    internal IReadOnlyList<HeardMatch> Matches => _matches;
    internal Guid RecordingId => _matches[0].RecordingId;
    internal DateTime Start => _matches[0].Start;
    internal DateTime End { get; private set; }
    internal DateTime? FirstAnchor { get; private set; }
    internal DateTime? CurrentAnchor { get; private set; }
    internal PlayFlags Flags { get; private set; }
    internal TimeSpan Reference => _matches[0].Reference;

    /// <summary>The match that ends last; its window bounds the end of the play.</summary>
    internal HeardMatch Last => _matches.Last(match => match.End == End);

    /// <summary>Takes the match in if one of the rules M-2, M-3, M-4, M-6 says that the record kept running.</summary>
    internal bool Joins(HeardMatch match, TimeSpan period, MergePolicy policy)
    {
        if (match.Anchor is not { } anchor || CurrentAnchor is not { } current)
        {
            if (!JoinsWithoutAnchor(match, period, policy)) return false;
            FirstAnchor = CurrentAnchor = null;
            return Take(match, PlayFlags.NoAnchor);
        }

        // M-2: an equal anchor means that the record kept running, however many windows failed in between.
        var sameAnchor = (anchor - current).Duration() <= policy.AnchorTolerance;
        if (sameAnchor && match.Start < current + Reference + policy.AnchorTolerance) return Take(match, PlayFlags.None);

        var restartGap = Seconds.Longer(Seconds.Of(policy.RestartGapSeconds), period);
        if (sameAnchor || match.Start - End > restartGap) return false; // M-5

        // M-3: a hot song restarted by the presenter is one play, if not much of it was over.
        var isPullUp = anchor > current && End - Start < Seconds.Of(policy.PullUpHeardSeconds);
        // M-4: a song cannot be repeated by jumping ahead in it.
        var isEdit = anchor < current;
        if (!isPullUp && !isEdit) return false; // M-5

        CurrentAnchor = anchor;
        return Take(match, isPullUp ? PlayFlags.PullUp : PlayFlags.Edit);
    }

    /// <summary>M-6: without positions only the gap and the length of the recording can tell.</summary>
    private bool JoinsWithoutAnchor(HeardMatch match, TimeSpan period, MergePolicy policy) =>
        match.Start - End <= period * policy.WitnessPeriods
        && Seconds.Later(match.End, End) - Start <= Reference + policy.AnchorTolerance;

    private bool Take(HeardMatch match, PlayFlags flag)
    {
        _matches.Add(match);
        End = Seconds.Later(End, match.End);
        Flags |= flag;
        return true;
    }
}
