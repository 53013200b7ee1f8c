namespace Marketplace.Core.Radio.Merging;

/// <summary>A play with boundaries, before and while the overlaps are settled.</summary>
internal sealed class Draft(Run run, Span whole, decimal upperSeconds, IReadOnlyList<Span> obscured, Certainty certainty)
{
    internal Run Run => run;
    internal Guid RecordingId => run.RecordingId;
    internal decimal Evidence => certainty.Evidence;

    /// <summary>From the first to the last match: what was certainly on air.</summary>
    internal Span Matched { get; } = new(run.Start, run.End);

    /// <summary>The boundaries before any overlap was settled.</summary>
    internal Span Whole { get; } = whole;

    /// <summary>The boundaries as they stand now; overlaps only ever shrink them.</summary>
    internal Span Span { get; private set; } = whole;

    internal PlayState State { get; set; }
    internal PlayFlags Flags { get; set; } = run.Flags | (obscured.Count > 0 ? PlayFlags.Obscured : PlayFlags.None);
    internal UsageClass Usage { get; set; }

    /// <summary>M-9: duration without the obscured seconds.</summary>
    internal TimeSpan Audible => Span.Length - ObscuredLength;

    internal bool MayCount => State is PlayState.Confirmed or PlayState.NeedsReview;

    private TimeSpan ObscuredLength =>
        obscured.Aggregate(TimeSpan.Zero, (sum, gap) => sum + gap.Shared(Span).Length);

    internal void Shrink(Span to, PlayFlags flag)
    {
        Span = to;
        Flags |= flag;
    }

    internal MergedPlay ToPlay()
    {
        var lost = Seconds.Count(Whole.Length - Span.Length);
        return new MergedPlay(
            RecordingId, Span.From, Span.To,
            LowerSeconds: Seconds.Count(Matched.Shared(Span).Length),
            UpperSeconds: Math.Max(Seconds.Count(Span.Length), upperSeconds - lost),
            AudibleSeconds: Seconds.Count(Audible),
            ObscuredSeconds: Seconds.Count(ObscuredLength),
            certainty.Confidence, Evidence, State, Flags, Usage,
            [.. run.Matches.Select(match => match.Id)]);
    }
}
