using Marketplace.Core.Storage;

namespace Marketplace.Core.Radio.Listening;

/// <summary>One recording recognised in one window: raw evidence. Rows are only ever added; matching again adds further rows.</summary>
public sealed class Detection : IAppendOnly
{
    /// <summary>Its id, version 7.</summary>
    public required Guid Id { get; init; }
    /// <summary>The window it lies in.</summary>
    public required Guid WindowId { get; init; }
    /// <summary>The station.</summary>
    public required StationId StationId { get; init; }
    /// <summary>What was recognised.</summary>
    public required RecordingId RecordingId { get; init; }
    /// <summary>First instant of the window, UTC.</summary>
    public required DateTime WindowStartAt { get; init; }
    /// <summary>First instant after the window, UTC.</summary>
    public required DateTime WindowEndAt { get; init; }
    /// <summary>First matched instant, UTC.</summary>
    public required DateTime MatchStartAt { get; init; }
    /// <summary>First instant after the match, UTC.</summary>
    public required DateTime MatchEndAt { get; init; }
    /// <summary>Position in the recording at the first matched instant, milliseconds.</summary>
    public int? ReferenceOffsetMs { get; init; }
    /// <summary>Length of the recording, milliseconds.</summary>
    public required int ReferenceMs { get; init; }
    /// <summary>0…1; not a probability.</summary>
    public required double Score { get; init; }
    /// <summary>How much faster than the recording it was played; 1 is as recorded.</summary>
    public double Tempo { get; init; } = 1;
    /// <summary>Score of the best other recording over the same seconds; 0 without one.</summary>
    public double RunnerUpScore { get; init; }
    /// <summary>Profile of the matcher.</summary>
    public required string MatcherVersion { get; init; }
    /// <summary>Where the clip of the window is kept; null if it could not be kept.</summary>
    public string? EvidenceKey { get; init; }
    /// <summary>SHA-256 of the clip, hexadecimal, the same as its key; outlives the clip.</summary>
    public string? EvidenceHash { get; init; }
    /// <summary>When the row was written, UTC.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>When second 0 of the recording would have gone to air.</summary>
    public DateTime? AnchorAt => ReferenceOffsetMs is { } offset ? MatchStartAt.AddMilliseconds(-offset / Tempo) : null;
}
