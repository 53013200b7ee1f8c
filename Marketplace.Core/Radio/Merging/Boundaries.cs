namespace Marketplace.Core.Radio.Merging;

/// <summary>Rules M-8 to M-10: where a play begins and ends, and how much of it could be heard.</summary>
internal static class Boundaries
{
    internal static Draft Draw(Run run, Witnesses witnesses, TimeSpan period, MergePolicy policy)
    {
        var silences = witnesses.Around(run, period, policy);
        var whole = new Span(Start(run, silences, policy), End(run, silences, policy));
        var certainty = Certainty.Of(run);
        var draft = new Draft(run, whole, Upper(run, silences, whole), Obscured(run, witnesses, policy), certainty);

        // M-10 comes before the bands: a fragment is never priced, however sure it is.
        draft.State = IsTooShort(draft, policy) ? PlayState.Fragment : certainty.Band(policy);
        return draft;
    }

    /// <summary>M-10: whether too little of the play is to be heard.</summary>
    internal static bool IsTooShort(Draft draft, MergePolicy policy) =>
        draft.Audible < Seconds.Of(policy.MinimumPlaySeconds);

    /// <summary>M-8: the first anchor, unless a witness stands in its way.</summary>
    private static DateTime Start(Run run, Silences silences, MergePolicy policy)
    {
        var start = run.FirstAnchor is { } anchor && anchor >= silences.Before - policy.AnchorTolerance
            ? anchor
            : Seconds.FlooredMiddle(silences.Before, run.Start);
        return Seconds.Earlier(start, run.Start);
    }

    /// <summary>M-8: the end of the recording by the current anchor, unless a witness stands in its way.</summary>
    private static DateTime End(Run run, Silences silences, MergePolicy policy)
    {
        var end = run.CurrentAnchor + run.Reference is { } full && full <= silences.After + policy.AnchorTolerance
            ? full
            : Seconds.FlooredMiddle(run.End, silences.After);
        return Seconds.Later(end, run.End);
    }

    /// <summary>M-8: the longest the play can have been, for the statement.</summary>
    private static decimal Upper(Run run, Silences silences, Span whole)
    {
        var from = run.CurrentAnchor is { } anchor ? Seconds.Later(silences.Before, run.FirstAnchor ?? anchor) : silences.Before;
        var to = run.CurrentAnchor is { } current ? Seconds.Earlier(silences.After, current + run.Reference) : silences.After;
        return Seconds.Count(Seconds.Longer(whole.Length, to - from));
    }

    /// <summary>M-9: gaps with several unmatched windows. One unmatched window is forgiven as a miss of the matcher.</summary>
    private static List<Span> Obscured(Run run, Witnesses witnesses, MergePolicy policy)
    {
        var own = run.Matches.Select(match => match.WindowId).ToHashSet();
        var gaps = new List<Span>();
        var heardTo = run.Matches[0].End;
        foreach (var match in run.Matches.Skip(1))
        {
            if (match.Start > heardTo && witnesses.Unmatched(heardTo, match.Start, own) >= policy.ObscuredWindows)
                gaps.Add(new Span(heardTo, match.Start));
            heardTo = Seconds.Later(heardTo, match.End);
        }
        return gaps;
    }
}
