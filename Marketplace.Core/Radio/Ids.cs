using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio;

/// <summary>A row that an artist uploaded.</summary>
public readonly record struct TrackId(Guid Value) : IId<TrackId>
{
    /// <inheritdoc/>
    public static TrackId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static TrackId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One recording: the cluster of all tracks whose audio is the same. Plays attach to it.</summary>
public readonly record struct RecordingId(Guid Value) : IId<RecordingId>
{
    /// <inheritdoc/>
    public static RecordingId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static RecordingId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A radio station.</summary>
public readonly record struct StationId(Guid Value) : IId<StationId>
{
    /// <inheritdoc/>
    public static StationId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static StationId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One run of one recording on one station.</summary>
public readonly record struct PlayId(Guid Value) : IId<PlayId>
{
    /// <inheritdoc/>
    public static PlayId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static PlayId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
