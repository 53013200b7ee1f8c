using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>A file with its metadata was handed in and waits for the pipeline; also told after a retry.</summary>
public sealed record TrackSubmitted(TrackId Track, UserId Artist, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => TrackTopics.Of(Track, Artist);
}

/// <summary>A track came one step on, stopped, or its details changed.</summary>
public sealed record TrackProgressed(TrackId Track, UserId Artist, TrackState State, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => TrackTopics.Of(Track, Artist);
}

/// <summary>The recording of this track is listened for from now on.</summary>
public sealed record TrackListening(TrackId Track, UserId Artist, RecordingId Recording, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => TrackTopics.Of(Track, Artist);
}

/// <summary>The artist took a track back; its recording may have no track left.</summary>
public sealed record TrackWithdrawn(TrackId Track, UserId Artist, RecordingId? Recording, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => TrackTopics.Of(Track, Artist);
}

/// <summary>Two accounts claim one recording (rule D-1): its royalties are held until they agree or somebody decides.</summary>
public sealed record OwnershipConflictOpened(
    OwnershipConflictId Conflict, RecordingId Recording, UserId Claimant, UserId Other, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"artist:{Claimant}", $"artist:{Other}", "admin"];
}

internal static class TrackTopics
{
    public static IEnumerable<string> Of(TrackId track, UserId artist) => [$"artist:{artist}", $"track:{track}"];
}
