namespace Marketplace.Core.Radio.Merging;

/// <summary>Rule O-4: a weaker recording that jumps about inside one stronger play is sampled in it and was not played.</summary>
internal static class Samples
{
    internal static List<ContainsSampleHint> Find(IReadOnlyList<Draft> drafts, MergePolicy policy)
    {
        var hints = new List<ContainsSampleHint>();
        var hosts = drafts.Where(draft => draft.MayCount)
            .OrderByDescending(draft => draft.Evidence).ThenBy(draft => draft.Span.From).ThenBy(draft => draft.RecordingId);
        foreach (var host in hosts.ToList())
        {
            if (!host.MayCount) continue; // It turned out to be sampled in a stronger host.
            var guests = drafts
                .Where(draft => draft.RecordingId != host.RecordingId && LiesInside(draft, host))
                .GroupBy(draft => draft.RecordingId).OrderBy(group => group.Key);
            foreach (var guest in guests)
            {
                if (!IsSampled([.. guest], host, policy)) continue;
                foreach (var draft in guest) MarkSampled(draft);
                hints.Add(new ContainsSampleHint(host.RecordingId, guest.Key));
            }
        }
        return [.. hints.Distinct()];
    }

    private static bool LiesInside(Draft draft, Draft host) =>
        draft.Matched.From >= host.Span.From && draft.Matched.To <= host.Span.To;

    private static bool IsSampled(IReadOnlyList<Draft> guest, Draft host, MergePolicy policy)
    {
        if (guest.Sum(draft => draft.Evidence) >= policy.WeakerEvidence * host.Evidence) return false;

        var anchors = guest.SelectMany(draft => draft.Run.Matches)
            .Where(match => match.Anchor is not null)
            .OrderBy(match => match.Start).ThenBy(match => match.Id)
            .Select(match => match.Anchor!.Value).ToList();
        var jumps = anchors.Zip(anchors.Skip(1)).Count(pair => (pair.Second - pair.First).Duration() > policy.AnchorTolerance);
        return jumps >= policy.SampleAnchorJumps;
    }

    private static void MarkSampled(Draft draft)
    {
        draft.Flags |= PlayFlags.Sampled;
        if (draft.State != PlayState.Rejected) draft.State = PlayState.Overlapped;
    }
}
