using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Radio.Listening;

internal sealed class CaptureWindowConfiguration : IEntityTypeConfiguration<CaptureWindow>
{
    public void Configure(EntityTypeBuilder<CaptureWindow> table)
    {
        table.ToTable("capture_windows");
        table.HasKey(w => w.Id);
        table.Property(w => w.Id).ValueGeneratedNever();
        table.Property(w => w.ErrorCode).HasMaxLength(60);
        table.Property(w => w.StreamTitle).HasMaxLength(200);
        table.Property(w => w.AudioHash).HasMaxLength(64);
        table.Property(w => w.MatcherVersion).HasMaxLength(40);
        table.Ignore(w => w.EndAt);
        table.HasIndex(w => new { w.StationId, w.ScheduledAt }).IsUnique();
        table.HasIndex(w => new { w.StationId, w.StartAt });
        table.HasIndex(w => w.RecordedAt);
    }
}

internal sealed class DetectionConfiguration : IEntityTypeConfiguration<Detection>
{
    public void Configure(EntityTypeBuilder<Detection> table)
    {
        table.ToTable("detections");
        table.HasKey(d => d.Id);
        table.Property(d => d.Id).ValueGeneratedNever();
        table.Property(d => d.MatcherVersion).HasMaxLength(40);
        table.Property(d => d.EvidenceKey).HasMaxLength(200);
        table.Property(d => d.EvidenceHash).HasMaxLength(64);
        table.Ignore(d => d.AnchorAt);
        table.HasIndex(d => new { d.StationId, d.MatchStartAt });
        table.HasIndex(d => d.WindowId);
        table.HasIndex(d => new { d.RecordingId, d.MatchStartAt });
    }
}

internal sealed class StationLeaseConfiguration : IEntityTypeConfiguration<StationLease>
{
    public void Configure(EntityTypeBuilder<StationLease> table)
    {
        table.ToTable("station_leases");
        table.HasKey(l => l.StationId);
        table.Property(l => l.StationId).ValueGeneratedNever();
        table.Property(l => l.Node).HasMaxLength(100);
    }
}
