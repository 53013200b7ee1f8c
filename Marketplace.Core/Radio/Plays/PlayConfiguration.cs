using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Marketplace.Core.Radio.Plays;

internal sealed class PlayConfiguration : IEntityTypeConfiguration<Play>
{
    // Whole ten-thousandths, because SQLite keeps decimals as text and text does not sort.
    private static readonly ValueConverter<decimal, int> Share = new(share => (int)(share * 10_000), stored => stored / 10_000m);

    public void Configure(EntityTypeBuilder<Play> table)
    {
        table.ToTable("plays");
        table.HasKey(p => p.Id);
        table.Property(p => p.Id).ValueGeneratedNever();
        table.Property(p => p.Confidence).HasConversion(Share);
        table.Property(p => p.Flags).HasConversion<int>();
        table.Property(p => p.EvidenceHash).HasMaxLength(64);
        table.ComplexProperty(p => p.Machine, machine => machine.Property(m => m.Confidence).HasConversion(Share));
        table.Ignore(p => p.IsDecided);
        table.HasIndex(p => p.FirstDetectionId).IsUnique(); // A detection knows its station and recording.
        table.HasIndex(p => new { p.StationId, p.StartAt });
        table.HasIndex(p => new { p.RecordingId, p.StartAt });
        table.HasIndex(p => p.LastHeardAt);
    }
}

internal sealed class PlayDetectionConfiguration : IEntityTypeConfiguration<PlayDetection>
{
    public void Configure(EntityTypeBuilder<PlayDetection> table)
    {
        table.ToTable("play_detections");
        table.HasKey(d => d.DetectionId);
        table.Property(d => d.DetectionId).ValueGeneratedNever();
        table.HasIndex(d => d.PlayId);
    }
}

internal sealed class AdjudicationConfiguration : IEntityTypeConfiguration<Adjudication>
{
    public void Configure(EntityTypeBuilder<Adjudication> table)
    {
        table.ToTable("adjudications");
        table.HasKey(a => a.Id);
        table.Property(a => a.Id).ValueGeneratedNever();
        table.Property(a => a.Note).HasMaxLength(1000);
        table.Property(a => a.Before).HasMaxLength(300);
        table.Property(a => a.After).HasMaxLength(300);
        table.HasIndex(a => a.PlayId);
    }
}
