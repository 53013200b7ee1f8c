using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>Music that is in no catalogue and was heard again: a cluster of airings, kept as evidence. Nothing is paid by it.</summary>
public readonly record struct UnknownSoundId(Guid Value) : IId<UnknownSoundId>
{
    /// <inheritdoc/>
    public static UnknownSoundId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static UnknownSoundId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One piece of unknown music with all its airings. Its seconds are counted from wherever its first piece began.</summary>
public sealed class UnknownSound : Entity
{
    private UnknownSound()
    {
    }

    /// <summary>Begins with a piece that nothing was like.</summary>
    public UnknownSound(UnknownPiece first)
    {
        ArgumentNullException.ThrowIfNull(first);
        Id = UnknownSoundId.New();
        (FirstHeardAt, LastHeardAt, ToMs, Times, StationCount) = (first.HeardAt, first.EndAt, first.LengthMs, 1, 1);
    }

    /// <summary>Its id.</summary>
    public UnknownSoundId Id { get; private set; }
    /// <summary>First instant at which it was heard, UTC.</summary>
    public DateTime FirstHeardAt { get; private set; }
    /// <summary>Last instant at which it was heard, UTC.</summary>
    public DateTime LastHeardAt { get; private set; }
    /// <summary>Airings.</summary>
    public int Times { get; private set; }
    /// <summary>Stations that aired it.</summary>
    public int StationCount { get; private set; }
    /// <summary>Earliest position that was heard, milliseconds.</summary>
    public int FromMs { get; private set; }
    /// <summary>End of the latest position that was heard, milliseconds.</summary>
    public int ToMs { get; private set; }
    /// <summary>The one clip that is kept; null before it was heard a second time.</summary>
    public string? ClipKey { get; private set; }
    /// <summary>The recording that it turned out to be, once somebody handed it in.</summary>
    public RecordingId? RecordingId { get; private set; }
    /// <summary>When it was linked to that recording, UTC.</summary>
    public DateTime? LinkedAt { get; private set; }

    /// <summary>It was heard from a position on.</summary>
    public void Hear(UnknownPiece piece, int positionMs)
    {
        ArgumentNullException.ThrowIfNull(piece);
        Widen(piece.HeardAt, piece.EndAt, positionMs, positionMs + piece.LengthMs);
        ClipKey ??= piece.ClipKey;
    }

    /// <summary>Takes over how often and where it was heard.</summary>
    public void Count(int times, int stations) => (Times, StationCount) = (Math.Max(Times, times), stations);

    /// <summary>Another sound is the same; its positions move by this much.</summary>
    public void Absorb(UnknownSound other, int shiftMs)
    {
        ArgumentNullException.ThrowIfNull(other);
        Widen(other.FirstHeardAt, other.LastHeardAt, other.FromMs + shiftMs, other.ToMs + shiftMs);
        ClipKey ??= other.ClipKey;
        if (RecordingId is null) (RecordingId, LinkedAt) = (other.RecordingId, other.LinkedAt);
    }

    /// <summary>It turned out to be a recording of the catalogue. The first finding stays.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Link(RecordingId recording, DateTime now)
    {
        if (RecordingId is not null) return false;
        (RecordingId, LinkedAt) = (recording, now);
        return true;
    }

    private void Widen(DateTime first, DateTime last, int fromMs, int toMs)
    {
        if (first < FirstHeardAt) FirstHeardAt = first;
        if (last > LastHeardAt) LastHeardAt = last;
        (FromMs, ToMs) = (Math.Min(FromMs, fromMs), Math.Max(ToMs, toMs));
    }
}

/// <summary>One run of an unknown sound on one station.</summary>
public sealed class UnknownAiring
{
    /// <summary>Its id, version 7.</summary>
    public required Guid Id { get; init; }
    /// <summary>What was on air.</summary>
    public required UnknownSoundId SoundId { get; set; }
    /// <summary>Where.</summary>
    public required StationId StationId { get; init; }
    /// <summary>When position 0 would have gone to air, UTC.</summary>
    public required DateTime AnchorAt { get; set; }
    /// <summary>Start of the first window in which it was heard, UTC.</summary>
    public required DateTime FromAt { get; set; }
    /// <summary>End of the last window in which it was heard, UTC.</summary>
    public required DateTime ToAt { get; set; }
}

/// <summary>The print of one window of music that the catalogue does not know.</summary>
public sealed class UnknownPiece
{
    /// <summary>Its id, version 7; the side index knows it by this.</summary>
    public required Guid Id { get; init; }
    /// <summary>Where it was heard.</summary>
    public required StationId StationId { get; init; }
    /// <summary>Start of the window, UTC.</summary>
    public required DateTime HeardAt { get; init; }
    /// <summary>Length of the window, milliseconds.</summary>
    public required int LengthMs { get; init; }
    /// <summary>The stored form of its fingerprint.</summary>
    public required byte[] Print { get; init; }
    /// <summary>Profile of the print; unlike profiles never match.</summary>
    public required string ProfileId { get; init; }
    /// <summary>The window's clip, kept because it was like something heard before; null otherwise, and after placing.</summary>
    public string? ClipKey { get; set; }
    /// <summary>Which sound it is; null until it is placed.</summary>
    public UnknownSoundId? SoundId { get; set; }
    /// <summary>Its position in that sound, milliseconds.</summary>
    public int PositionMs { get; set; }

    /// <summary>First instant after the window, UTC.</summary>
    public DateTime EndAt => HeardAt.AddMilliseconds(LengthMs);
}
