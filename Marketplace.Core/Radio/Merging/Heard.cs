namespace Marketplace.Core.Radio.Merging;

/// <summary>One capture of one station, whether anything was recognised in it or not.</summary>
/// <param name="Id">The capture window.</param>
/// <param name="Start">First instant, UTC.</param>
/// <param name="End">First instant after it, UTC.</param>
/// <param name="Ok">Whether audio was captured.</param>
/// <param name="Silent">Whether the captured audio is silence; then it says nothing about what was on air.</param>
public readonly record struct HeardWindow(Guid Id, DateTime Start, DateTime End, bool Ok, bool Silent);

/// <summary>One recording recognised in one window.</summary>
/// <param name="Id">The detection.</param>
/// <param name="WindowId">The capture window it lies in.</param>
/// <param name="WindowStart">First instant of that window, UTC.</param>
/// <param name="WindowEnd">First instant after that window, UTC.</param>
/// <param name="Start">First matched instant, UTC.</param>
/// <param name="End">First instant after the match, UTC.</param>
/// <param name="ReferenceOffsetSeconds">Position in the recording at <paramref name="Start"/>; null if the matcher has none.</param>
/// <param name="Score">0…1, not a probability.</param>
/// <param name="RecordingId">The recording.</param>
/// <param name="ReferenceSeconds">Length of the recording.</param>
public sealed record HeardMatch(
    Guid Id, Guid WindowId, DateTime WindowStart, DateTime WindowEnd, DateTime Start, DateTime End,
    double? ReferenceOffsetSeconds, double Score, Guid RecordingId, double ReferenceSeconds)
{
    internal TimeSpan Matched => End - Start;

    internal TimeSpan Reference => Seconds.Of(ReferenceSeconds);

    /// <summary>When second 0 of the recording would have gone to air; constant during one uninterrupted run.</summary>
    internal DateTime? Anchor => ReferenceOffsetSeconds is { } offset ? Start - Seconds.Of(offset) : null;

    internal decimal Evidence => (decimal)Score * Seconds.Count(Matched);
}

/// <summary>What rule O-5 asks for and one station's matches cannot tell; the caller brings it.</summary>
/// <param name="SpeechMatches">Detections during which the speech classifier was positive.</param>
/// <param name="SharedSurroundings">Detections that several stations carry with identical audio around them.</param>
public sealed record OutsideSigns(IReadOnlySet<Guid> SpeechMatches, IReadOnlySet<Guid> SharedSurroundings)
{
    /// <summary>Nothing is known.</summary>
    public static OutsideSigns None { get; } = new(new HashSet<Guid>(), new HashSet<Guid>());
}
