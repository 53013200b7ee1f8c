namespace Marketplace.Core.Radio.Merging;

/// <summary>
/// Rules O-1 to O-3: no second is paid twice. Plays are settled from the strongest to the weakest, each against those
/// settled before it, so the outcome does not depend on the order of the input.
/// </summary>
internal static class Overlaps
{
    internal static void Settle(IEnumerable<Draft> drafts, MergePolicy policy)
    {
        // Fragments and rejected plays claim no seconds, so they take none from others.
        var order = drafts.Where(draft => draft.MayCount)
            .OrderByDescending(draft => draft.Evidence).ThenBy(draft => draft.Span.From)
            .ThenBy(draft => draft.RecordingId).ThenBy(draft => draft.Run.Matches[0].Id);
        var settled = new List<Draft>();
        foreach (var draft in order)
        {
            TrimByStronger(draft, settled, policy);
            if (draft.MayCount) MeetEquals(draft, settled, policy);
            settled.RemoveAll(other => !other.MayCount);
            if (draft.MayCount) settled.Add(draft);
        }
    }

    /// <summary>O-2: the weaker play keeps only its longest piece outside the stronger ones.</summary>
    private static void TrimByStronger(Draft draft, List<Draft> settled, MergePolicy policy)
    {
        var winners = settled.Where(other => Loses(draft, other, policy) && !IsCrossfade(draft, other, policy)).ToList();
        if (winners.Count == 0) return;

        IEnumerable<Span> pieces = [draft.Span];
        foreach (var winner in winners) pieces = pieces.SelectMany(piece => piece.Without(winner.Span)).ToList();
        var longest = pieces.OrderByDescending(piece => piece.Length).ThenBy(piece => piece.From).FirstOrDefault();

        if (longest.Length < Seconds.Of(policy.MinimumPlaySeconds))
        {
            draft.State = PlayState.Overlapped;
            return;
        }
        draft.Shrink(longest, PlayFlags.Trimmed);
        if (Boundaries.IsTooShort(draft, policy)) draft.State = PlayState.Fragment; // M-10
    }

    private static void MeetEquals(Draft draft, List<Draft> settled, MergePolicy policy)
    {
        foreach (var other in settled.Where(other => other.MayCount))
        {
            if (!draft.MayCount) return;
            if (draft.Span.Shared(other.Span).Length == TimeSpan.Zero) continue;

            if (IsCrossfade(draft, other, policy) || draft.RecordingId == other.RecordingId) Cut(draft, other, policy);
            else LeaveToPeople(draft, other);
        }
    }

    /// <summary>
    /// O-1: both are cut in the middle. Two runs of one recording are always cut, never weighed: the later start shows that
    /// the earlier run was over, and the amount of evidence says nothing about where.
    /// </summary>
    private static void Cut(Draft a, Draft b, MergePolicy policy)
    {
        var (first, second) = a.Span.From <= b.Span.From ? (a, b) : (b, a);
        var shared = first.Span.Shared(second.Span);
        var cut = Seconds.Later(shared.From, Seconds.FlooredMiddle(shared.From, shared.To));
        if (first.RecordingId == second.RecordingId) cut = BetweenMatches(cut, shared, first, second);

        first.Shrink(first.Span with { To = cut }, PlayFlags.Crossfaded);
        second.Shrink(second.Span with { From = cut }, PlayFlags.Crossfaded);
        foreach (var draft in (Draft[])[first, second])
            if (Boundaries.IsTooShort(draft, policy)) draft.State = PlayState.Fragment; // M-10
    }

    /// <summary>Keeps a cut out of seconds in which one of the two runs was really heard.</summary>
    private static DateTime BetweenMatches(DateTime cut, Span shared, Draft first, Draft second)
    {
        var afterFirst = Seconds.Later(cut, Seconds.Earlier(first.Matched.To, shared.To));
        return Seconds.Earlier(afterFirst, Seconds.Later(second.Matched.From, shared.From));
    }

    /// <summary>O-3: nearly equal evidence for the same seconds; neither is trimmed and neither is paid.</summary>
    private static void LeaveToPeople(Draft a, Draft b)
    {
        foreach (var draft in (Draft[])[a, b])
        {
            draft.State = PlayState.NeedsReview;
            draft.Flags |= PlayFlags.CloseCall;
        }
    }

    private static bool Loses(Draft weaker, Draft stronger, MergePolicy policy) =>
        weaker.RecordingId != stronger.RecordingId && weaker.Evidence < policy.WeakerEvidence * stronger.Evidence;

    private static bool IsCrossfade(Draft a, Draft b, MergePolicy policy) =>
        a.Span.Shared(b.Span).Length <= Seconds.Of(policy.CrossfadeSeconds);
}
