using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>One recording: the cluster of all tracks whose audio is the same. Detections and plays attach to it, never to a track.</summary>
/// <param name="id">Its id; the index of prints knows the recording by it.</param>
/// <param name="referenceTrackId">The track whose print is listened for.</param>
/// <param name="referenceSeconds">Length of that track's audio, seconds.</param>
/// <param name="createdAt">When it was first heard of, UTC.</param>
public sealed class Recording(RecordingId id, TrackId referenceTrackId, double referenceSeconds, DateTime createdAt) : Entity
{
    /// <summary>Its id.</summary>
    public RecordingId Id { get; private set; } = id;

    /// <summary>The track whose print is listened for.</summary>
    public TrackId ReferenceTrackId { get; private set; } = referenceTrackId;

    /// <summary>Length D of the reference, seconds.</summary>
    public double ReferenceSeconds { get; private set; } = referenceSeconds;

    /// <summary>When it entered the library, UTC.</summary>
    public DateTime CreatedAt { get; private set; } = createdAt;

    /// <summary>When its last track was withdrawn; null while it is listened for.</summary>
    public DateTime? RetiredAt { get; private set; }

    /// <summary>Another track of the cluster carries the print from now on.</summary>
    internal void FollowTrack(TrackId track, double seconds)
    {
        ReferenceTrackId = track;
        ReferenceSeconds = seconds;
        RetiredAt = null;
    }

    /// <summary>No track is left: nobody listens for it any more. Its plays stay.</summary>
    internal void Retire(DateTime now) => RetiredAt = now;
}

internal sealed class RecordingConfiguration : IEntityTypeConfiguration<Recording>
{
    public void Configure(EntityTypeBuilder<Recording> table)
    {
        table.ToTable("recordings");
        table.HasKey(r => r.Id);
        table.HasIndex(r => r.RetiredAt);
    }
}

/// <summary>Two recordings share material: an edit, a remix or a sample (rule D-1, cover 0.30 to 0.90).</summary>
public sealed class SharedMaterial
{
    /// <summary>The recording that came later.</summary>
    public required RecordingId Recording { get; init; }
    /// <summary>The one it shares material with.</summary>
    public required RecordingId With { get; init; }
    /// <summary>Matched seconds ÷ shorter duration, in ten-thousandths.</summary>
    public required int CoverBasisPoints { get; init; }
    /// <summary>When it was found, UTC.</summary>
    public required DateTime FoundAt { get; init; }
}

internal sealed class SharedMaterialConfiguration : IEntityTypeConfiguration<SharedMaterial>
{
    public void Configure(EntityTypeBuilder<SharedMaterial> table)
    {
        table.ToTable("shared_material");
        table.HasKey(s => new { s.Recording, s.With });
        table.HasIndex(s => s.With);
    }
}
