using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Radio.Tracks;

internal sealed class TrackConfiguration : IEntityTypeConfiguration<Track>
{
    public void Configure(EntityTypeBuilder<Track> table)
    {
        table.ToTable("tracks");
        table.HasKey(t => t.Id);
        table.Property(t => t.Id).ValueGeneratedNever();
        table.Property(t => t.Title).HasMaxLength(200);
        table.Property(t => t.VersionTitle).HasMaxLength(100);
        table.Property(t => t.Genre).HasMaxLength(60);
        table.Property(t => t.Isrc).HasMaxLength(12);
        table.Property(t => t.Language).HasMaxLength(20);
        table.Property(t => t.AudioBlob).HasMaxLength(64);
        table.Property(t => t.CoverBlob).HasMaxLength(64);
        table.Property(t => t.FileName).HasMaxLength(255);
        table.Property(t => t.FailureCode).HasMaxLength(60);
        table.Property(t => t.FailureReason).HasMaxLength(400);
        table.Ignore(t => t.FullTitle);
        table.HasIndex(t => new { t.ArtistId, t.CreatedAt });
        table.HasIndex(t => t.RecordingId);
        table.HasIndex(t => t.State);
        table.HasIndex(t => t.Isrc);
        table.HasIndex(t => t.AudioBlob);
    }
}
