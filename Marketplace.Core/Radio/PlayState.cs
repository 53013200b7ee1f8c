using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio;

/// <summary>Where a play stands between being heard and being paid (rule C-4).</summary>
public enum PlayState
{
    /// <summary>Built from detections, not judged yet.</summary>
    Detected,
    /// <summary>Counts and is priced.</summary>
    Confirmed,
    /// <summary>A person has to decide; held until then.</summary>
    NeedsReview,
    /// <summary>Does not count; kept with its evidence.</summary>
    Rejected,
    /// <summary>Shorter than the minimum; shown, not priced.</summary>
    Fragment,
    /// <summary>Nothing long enough is left outside a stronger play; not priced.</summary>
    Overlapped,
    /// <summary>Somebody contests it; held until answered.</summary>
    Disputed,
    /// <summary>A dispute changed its facts.</summary>
    Amended,
}

/// <summary>The allowed moves of a play.</summary>
public static class PlayFlow
{
    /// <summary>The table of rule C-4; every move is written down with a <see cref="ReasonCode"/>.</summary>
    public static readonly Flow<PlayState> Steps = new(
        (PlayState.Detected, PlayState.Confirmed),
        (PlayState.Detected, PlayState.NeedsReview),
        (PlayState.Detected, PlayState.Rejected),
        (PlayState.Detected, PlayState.Fragment),
        (PlayState.Detected, PlayState.Overlapped),
        (PlayState.NeedsReview, PlayState.Confirmed),
        (PlayState.NeedsReview, PlayState.Rejected),
        (PlayState.Confirmed, PlayState.Disputed),
        (PlayState.Disputed, PlayState.Confirmed),
        (PlayState.Disputed, PlayState.Rejected),
        (PlayState.Disputed, PlayState.Amended));
}
