using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Radio.UnknownMusic;

internal sealed class UnknownSoundConfiguration : IEntityTypeConfiguration<UnknownSound>
{
    public void Configure(EntityTypeBuilder<UnknownSound> table)
    {
        table.ToTable("unknown_sounds");
        table.HasKey(s => s.Id);
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.ClipKey).HasMaxLength(64);
        table.HasIndex(s => new { s.Times, s.LastHeardAt });
        table.HasIndex(s => s.RecordingId);
    }
}

internal sealed class UnknownAiringConfiguration : IEntityTypeConfiguration<UnknownAiring>
{
    public void Configure(EntityTypeBuilder<UnknownAiring> table)
    {
        table.ToTable("unknown_airings");
        table.HasKey(a => a.Id);
        table.Property(a => a.Id).ValueGeneratedNever();
        table.HasIndex(a => new { a.SoundId, a.FromAt });
        table.HasIndex(a => new { a.StationId, a.AnchorAt });
    }
}

internal sealed class UnknownPieceConfiguration : IEntityTypeConfiguration<UnknownPiece>
{
    public void Configure(EntityTypeBuilder<UnknownPiece> table)
    {
        table.ToTable("unknown_pieces");
        table.HasKey(p => p.Id);
        table.Property(p => p.Id).ValueGeneratedNever();
        table.Property(p => p.ProfileId).HasMaxLength(40);
        table.Property(p => p.ClipKey).HasMaxLength(64);
        table.Ignore(p => p.EndAt);
        table.HasIndex(p => new { p.SoundId, p.HeardAt });
        table.HasIndex(p => new { p.StationId, p.HeardAt });
    }
}
