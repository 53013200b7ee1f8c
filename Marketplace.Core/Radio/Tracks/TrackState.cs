using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>How far a track has come on its way to being listened for.</summary>
public enum TrackState
{
    /// <summary>The file is here and waits.</summary>
    Uploaded,
    /// <summary>The file was opened: it is sound, and its length is known.</summary>
    Scanned,
    /// <summary>The whole file was decoded and its print is kept.</summary>
    Fingerprinted,
    /// <summary>A title is missing; the artist types one.</summary>
    MetadataNeeded,
    /// <summary>The artist has the same audio here already and says whether this is another version.</summary>
    DuplicateFound,
    /// <summary>The recording is being listened for.</summary>
    Listening,
    /// <summary>It stopped; the reason and what to do are on the track.</summary>
    Failed,
    /// <summary>The artist took it back.</summary>
    Withdrawn,
}

/// <summary>The steps of a track.</summary>
public static class TrackFlow
{
    /// <summary>All allowed steps; the README prints the same table.</summary>
    public static readonly Flow<TrackState> Steps = new(
        (TrackState.Uploaded, TrackState.Scanned), (TrackState.Uploaded, TrackState.Failed),
        (TrackState.Scanned, TrackState.Fingerprinted), (TrackState.Scanned, TrackState.Failed),
        (TrackState.Fingerprinted, TrackState.MetadataNeeded), (TrackState.Fingerprinted, TrackState.DuplicateFound),
        (TrackState.Fingerprinted, TrackState.Listening), (TrackState.Fingerprinted, TrackState.Failed),
        (TrackState.MetadataNeeded, TrackState.Fingerprinted),
        (TrackState.DuplicateFound, TrackState.Listening),
        (TrackState.Failed, TrackState.Uploaded),
        (TrackState.Uploaded, TrackState.Withdrawn), (TrackState.Scanned, TrackState.Withdrawn),
        (TrackState.Fingerprinted, TrackState.Withdrawn), (TrackState.MetadataNeeded, TrackState.Withdrawn),
        (TrackState.DuplicateFound, TrackState.Withdrawn), (TrackState.Listening, TrackState.Withdrawn),
        (TrackState.Failed, TrackState.Withdrawn));
}
