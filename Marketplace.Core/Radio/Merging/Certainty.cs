namespace Marketplace.Core.Radio.Merging;

/// <summary>How well a play is proven: rules M-11, C-1 and C-2.</summary>
/// <param name="Confidence">0…1, 4 decimals.</param>
/// <param name="Evidence">Sum of score × matched seconds.</param>
/// <param name="Detections">How many there are.</param>
/// <param name="Matched">Sum of their lengths.</param>
internal readonly record struct Certainty(decimal Confidence, decimal Evidence, int Detections, TimeSpan Matched)
{
    internal static Certainty Of(Run run)
    {
        // M-11. Decimals add up to the same sum in any order, which doubles do not.
        var evidence = run.Matches.Sum(match => match.Evidence);
        var matched = run.Matches.Aggregate(TimeSpan.Zero, (sum, match) => sum + match.Matched);
        // C-1
        var confidence = Math.Round(evidence / Seconds.Count(matched), 4, MidpointRounding.AwayFromZero);
        return new Certainty(confidence, evidence, run.Matches.Count, matched);
    }

    /// <summary>C-2: the band of the confidence.</summary>
    internal PlayState Band(MergePolicy policy)
    {
        var byTwo = Confidence >= policy.ConfirmedConfidence && Detections >= policy.ConfirmedDetections;
        var byOne = Confidence >= policy.SingleConfidence && Detections == 1
            && Matched >= Seconds.Of(policy.SingleMatchSeconds);
        if (byTwo || byOne) return PlayState.Confirmed;
        return Confidence >= policy.ReviewConfidence ? PlayState.NeedsReview : PlayState.Rejected;
    }
}
