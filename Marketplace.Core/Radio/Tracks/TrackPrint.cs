using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>What was measured from a track's audio: its print and the picture of its loudness. Written once per engine version.</summary>
public sealed class TrackPrint
{
    /// <summary>Whose audio.</summary>
    public required TrackId TrackId { get; init; }
    /// <summary>The stored form of a fingerprint.</summary>
    public required byte[] Print { get; set; }
    /// <summary>Profile that the print was made by; unlike profiles never match.</summary>
    public required string ProfileId { get; set; }
    /// <summary>Version of the code that made it, so that prints can be rebuilt.</summary>
    public required string EngineVersion { get; set; }
    /// <summary>Peaks of the waveform, one byte per bar, 0 to 255, for the player.</summary>
    public required byte[] Waveform { get; set; }
    /// <summary>When it was made, UTC.</summary>
    public required DateTime MadeAt { get; set; }
}

internal sealed class TrackPrintConfiguration : IEntityTypeConfiguration<TrackPrint>
{
    public void Configure(EntityTypeBuilder<TrackPrint> table)
    {
        table.ToTable("track_prints");
        table.HasKey(p => p.TrackId);
        table.Property(p => p.TrackId).ValueGeneratedNever();
        table.Property(p => p.ProfileId).HasMaxLength(40);
        table.Property(p => p.EngineVersion).HasMaxLength(40);
    }
}
