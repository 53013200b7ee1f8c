namespace Marketplace.Core.Radio.Merging;

/// <summary>Every number that decides how detections become plays. A change of any of them is a new <see cref="Version"/>.</summary>
public sealed record MergePolicy
{
    /// <summary>The defaults of the rule book.</summary>
    public static MergePolicy Standard { get; } = new();

    /// <summary>Stored with each play, so that it can be computed again in the same way (M-12).</summary>
    public int Version { get; init; } = 1;

    /// <summary>M-1: matches with a lower score are kept but not used; 0…1.</summary>
    public double LowestScore { get; init; } = 0.50;

    /// <summary>M-1: shorter matches are kept but not used; seconds.</summary>
    public double ShortestMatchSeconds { get; init; } = 3;

    /// <summary>τ of M-2 to M-8: how far two anchors may differ and still be one run, inclusive; seconds.</summary>
    public double AnchorToleranceSeconds { get; init; } = 5;

    /// <summary>M-3, M-4: the longest silence inside a restart or a jump is this or one period, whichever is longer; seconds.</summary>
    public double RestartGapSeconds { get; init; } = 30;

    /// <summary>M-3: a restart after this much was heard is a second play; seconds.</summary>
    public double PullUpHeardSeconds { get; init; } = 60;

    /// <summary>M-6, M-7: how many periods a gap without anchors may last, and how far away a witness may stand.</summary>
    public int WitnessPeriods { get; init; } = 2;

    /// <summary>M-7: a match that leaves more than this of its window unmatched shows where the record began or ended; seconds.</summary>
    public double PartialWindowSeconds { get; init; } = 1;

    /// <summary>M-9: so many unmatched windows between two detections mean that the record was not to be heard.</summary>
    public int ObscuredWindows { get; init; } = 2;

    /// <summary>M-10, O-2: a shorter play is a fragment, a shorter rest is overlapped; seconds.</summary>
    public double MinimumPlaySeconds { get; init; } = 30;

    /// <summary>O-1: two plays that share no more than this are faded into each other; seconds.</summary>
    public double CrossfadeSeconds { get; init; } = 12;

    /// <summary>O-2, O-3: below this part of the stronger evidence the weaker play loses; 0…1.</summary>
    public decimal WeakerEvidence { get; init; } = 0.90m;

    /// <summary>O-4: so many changes of anchor inside a stronger play make a sample.</summary>
    public int SampleAnchorJumps { get; init; } = 2;

    /// <summary>O-5: a shorter play is not foreground music; seconds.</summary>
    public double ShortUseSeconds { get; init; } = 35;

    /// <summary>O-5: a play longer than this is no spot, however regularly it comes back; seconds.</summary>
    public double LongestSpotSeconds { get; init; } = 90;

    /// <summary>O-5: in so many different hours at the same minute makes a spot.</summary>
    public int SpotHours { get; init; } = 3;

    /// <summary>O-5: how far apart "the same minute" may lie; minutes.</summary>
    public double SpotMinutesApart { get; init; } = 2;

    /// <summary>C-2: confirmed from here on, with two detections; 0…1.</summary>
    public decimal ConfirmedConfidence { get; init; } = 0.80m;

    /// <summary>C-2: detections that <see cref="ConfirmedConfidence"/> asks for.</summary>
    public int ConfirmedDetections { get; init; } = 2;

    /// <summary>C-2: confirmed from here on by a single detection; 0…1.</summary>
    public decimal SingleConfidence { get; init; } = 0.90m;

    /// <summary>C-2: how long that single detection must be; seconds.</summary>
    public double SingleMatchSeconds { get; init; } = 10;

    /// <summary>C-2: a person looks at it from here on, below it is rejected; 0…1.</summary>
    public decimal ReviewConfidence { get; init; } = 0.60m;

    internal TimeSpan AnchorTolerance => Seconds.Of(AnchorToleranceSeconds);
}
