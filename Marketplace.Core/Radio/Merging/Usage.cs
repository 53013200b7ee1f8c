namespace Marketplace.Core.Radio.Merging;

/// <summary>Rule O-5: adverts, beds and jingles are told from music in the foreground.</summary>
internal static class Usage
{
    internal static void Classify(IReadOnlyList<Draft> drafts, OutsideSigns signs, MergePolicy policy)
    {
        var longestSpot = Seconds.Of(policy.LongestSpotSeconds);
        var spots = drafts.Where(draft => draft.Whole.Length <= longestSpot).ToLookup(draft => draft.RecordingId);
        foreach (var draft in drafts)
        {
            var isSpotLength = draft.Whole.Length <= longestSpot;
            var flags = PlayFlags.None;
            if (draft.Whole.Length < Seconds.Of(policy.ShortUseSeconds)) flags |= PlayFlags.ShortUse;
            if (IsUnderSpeech(draft.Run, signs)) flags |= PlayFlags.UnderSpeech;
            if (isSpotLength && ComesBack(draft, spots[draft.RecordingId], policy)) flags |= PlayFlags.Recurring;
            if (isSpotLength && draft.Run.Matches.Any(match => signs.SharedSurroundings.Contains(match.Id)))
                flags |= PlayFlags.Syndicated;

            draft.Flags |= flags;
            draft.Usage = (flags & (PlayFlags.Recurring | PlayFlags.Syndicated)) != 0 ? UsageClass.Advert
                : flags != PlayFlags.None ? UsageClass.Background
                : UsageClass.Feature;
        }
    }

    private static bool IsUnderSpeech(Run run, OutsideSigns signs)
    {
        var (speech, all) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var match in run.Matches)
        {
            all += match.Matched;
            if (signs.SpeechMatches.Contains(match.Id)) speech += match.Matched;
        }
        return speech * 2 > all;
    }

    private static bool ComesBack(Draft draft, IEnumerable<Draft> spots, MergePolicy policy)
    {
        var minute = MinuteOfHour(draft);
        return spots.Where(spot => Apart(MinuteOfHour(spot), minute) <= policy.SpotMinutesApart)
            .Select(spot => spot.Whole.From.Ticks / TimeSpan.TicksPerHour).Distinct().Count() >= policy.SpotHours;
    }

    private static double MinuteOfHour(Draft draft) =>
        TimeSpan.FromTicks(draft.Whole.From.Ticks % TimeSpan.TicksPerHour).TotalMinutes;

    private static double Apart(double a, double b)
    {
        var difference = Math.Abs(a - b);
        return Math.Min(difference, 60 - difference);
    }
}
