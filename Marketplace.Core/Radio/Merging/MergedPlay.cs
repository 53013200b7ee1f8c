namespace Marketplace.Core.Radio.Merging;

/// <summary>What happened to a play on the way from its detections.</summary>
[Flags]
public enum PlayFlags
{
    /// <summary>Nothing worth noting.</summary>
    None = 0,
    /// <summary>M-3: restarted by the presenter.</summary>
    PullUp = 1,
    /// <summary>M-4: a part was skipped.</summary>
    Edit = 2,
    /// <summary>M-6: the matcher gave no position, so both ends are midpoints.</summary>
    NoAnchor = 4,
    /// <summary>M-9: some seconds could not be heard.</summary>
    Obscured = 8,
    /// <summary>O-1: cut where it fades into its neighbour.</summary>
    Crossfaded = 16,
    /// <summary>O-2: a stronger play took a part of it.</summary>
    Trimmed = 32,
    /// <summary>O-3: another play has nearly the same evidence for the same seconds.</summary>
    CloseCall = 64,
    /// <summary>O-4: sampled inside a stronger play.</summary>
    Sampled = 128,
    /// <summary>O-5: too short for foreground music.</summary>
    ShortUse = 256,
    /// <summary>O-5: comes back at the same minute of several hours.</summary>
    Recurring = 512,
    /// <summary>O-5: mostly under speech.</summary>
    UnderSpeech = 1024,
    /// <summary>O-5: several stations carry it with identical surroundings.</summary>
    Syndicated = 2048,
}

/// <summary>One run of one recording on one station.</summary>
/// <param name="RecordingId">What was played.</param>
/// <param name="Start">First instant, UTC.</param>
/// <param name="End">First instant after it, UTC.</param>
/// <param name="LowerSeconds">What was certainly on air, from the first to the last match.</param>
/// <param name="UpperSeconds">What the witnesses leave room for.</param>
/// <param name="AudibleSeconds">Duration without the obscured seconds; not capped, pricing caps it.</param>
/// <param name="ObscuredSeconds">Seconds inside the play that could not be heard.</param>
/// <param name="Confidence">0…1, 4 decimals; decides whether the play counts, never how much.</param>
/// <param name="Evidence">Sum of score × matched seconds.</param>
/// <param name="State">Where it goes from Detected.</param>
/// <param name="Flags">What happened on the way.</param>
/// <param name="Usage">What the music was doing.</param>
/// <param name="MatchIds">The detections it is built from, by time.</param>
public sealed record MergedPlay(
    Guid RecordingId, DateTime Start, DateTime End, decimal LowerSeconds, decimal UpperSeconds, decimal AudibleSeconds,
    decimal ObscuredSeconds, decimal Confidence, decimal Evidence, PlayState State, PlayFlags Flags, UsageClass Usage,
    IReadOnlyList<Guid> MatchIds)
{
    /// <summary>From start to end.</summary>
    public decimal DurationSeconds => Seconds.Count(End - Start);
}

/// <summary>O-4: one recording seems to be sampled in another; a hint for people, nothing is paid by it.</summary>
/// <param name="HostId">The recording that was on air.</param>
/// <param name="SampledId">The recording heard inside it.</param>
public readonly record struct ContainsSampleHint(Guid HostId, Guid SampledId);

/// <summary>What one station's detections amount to.</summary>
/// <param name="Plays">By start, then recording.</param>
/// <param name="SampleHints">Pairs of recordings, each once.</param>
/// <param name="IgnoredMatchIds">Detections below the noise floor (M-1): kept as rows, part of no play.</param>
/// <param name="PolicyVersion">The policy that was used.</param>
public sealed record MergeOutcome(
    IReadOnlyList<MergedPlay> Plays, IReadOnlyList<ContainsSampleHint> SampleHints, IReadOnlyList<Guid> IgnoredMatchIds,
    int PolicyVersion);
