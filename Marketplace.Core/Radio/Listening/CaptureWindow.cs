using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Radio.Listening;

/// <summary>One scheduled capture of one station, whatever became of it. Rows are only ever added.</summary>
public sealed class CaptureWindow : IAppendOnly
{
    /// <summary>Its id, version 7.</summary>
    public required Guid Id { get; init; }
    /// <summary>The station.</summary>
    public required StationId StationId { get; init; }
    /// <summary>The plan that asked for it.</summary>
    public required Guid PlanId { get; init; }
    /// <summary>When it was to start, UTC; unique per station, so that a restart never doubles a window.</summary>
    public required DateTime ScheduledAt { get; init; }
    /// <summary>Stream time of the first sample heard, UTC; the scheduled instant where nothing was.</summary>
    public required DateTime StartAt { get; init; }
    /// <summary>Length of the sound heard, milliseconds; 0 where nothing was.</summary>
    public required int LengthMs { get; init; }
    /// <summary>What became of it.</summary>
    public required WindowOutcome Outcome { get; init; }
    /// <summary>Why there is no sound: a code of <c>StreamErrors</c>, <c>window.load</c> or <c>window.backoff</c>.</summary>
    public string? ErrorCode { get; init; }
    /// <summary>The stream it came from.</summary>
    public Guid? StreamUrlId { get; init; }
    /// <summary>What the stream said it was playing.</summary>
    public string? StreamTitle { get; init; }
    /// <summary>Loudness, dB relative to full scale.</summary>
    public float? RmsDb { get; init; }
    /// <summary>Silence or a constant tone: captured, but no witness of what was on air.</summary>
    public bool IsSilent { get; init; }
    /// <summary>What it mostly holds; null where nothing was heard.</summary>
    public WindowContent? Content { get; init; }
    /// <summary>SHA-256 of the decoded samples, hexadecimal.</summary>
    public string? AudioHash { get; init; }
    /// <summary>Profile of the matcher that listened.</summary>
    public string? MatcherVersion { get; init; }
    /// <summary>When the row was written, UTC.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>First instant after the sound, UTC.</summary>
    public DateTime EndAt => StartAt.AddMilliseconds(LengthMs);
}
