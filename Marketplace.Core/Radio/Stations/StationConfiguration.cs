using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Radio.Stations;

internal sealed class StationConfiguration : IEntityTypeConfiguration<Station>
{
    public void Configure(EntityTypeBuilder<Station> table)
    {
        table.ToTable("stations");
        table.HasKey(s => s.Id);
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Name).HasMaxLength(100);
        table.Property(s => s.Slug).HasMaxLength(100);
        table.Property(s => s.Region).HasMaxLength(100);
        table.Property(s => s.Territory).HasMaxLength(2);
        table.Property(s => s.TimeZone).HasMaxLength(60);
        table.Property(s => s.DisabledReason).HasMaxLength(500);
        table.HasIndex(s => s.Slug).IsUnique();
        table.HasIndex(s => s.OwnerId);
        table.HasMany<StreamUrl>("_urls").WithOne().HasForeignKey(u => u.StationId).OnDelete(DeleteBehavior.Cascade);
        table.HasMany<PlanPeriod>("_plans").WithOne().HasForeignKey(p => p.StationId).OnDelete(DeleteBehavior.Cascade);
        table.HasMany<TierPeriod>("_tiers").WithOne().HasForeignKey(t => t.StationId).OnDelete(DeleteBehavior.Cascade);
        table.Ignore(s => s.Urls).Ignore(s => s.Plans).Ignore(s => s.Tiers).Ignore(s => s.Plan);
        foreach (var parts in (string[])["_urls", "_plans", "_tiers"]) table.Navigation(parts).AutoInclude();
    }
}

internal sealed class StreamUrlConfiguration : IEntityTypeConfiguration<StreamUrl>
{
    public void Configure(EntityTypeBuilder<StreamUrl> table)
    {
        table.ToTable("stream_urls");
        table.HasKey(u => u.Id);
        table.Property(u => u.Id).ValueGeneratedNever();
        table.Property(u => u.Url).HasMaxLength(1000);
        table.Property(u => u.LastError).HasMaxLength(60);
        table.HasIndex(u => u.StationId);
    }
}

internal sealed class PlanPeriodConfiguration : IEntityTypeConfiguration<PlanPeriod>
{
    public void Configure(EntityTypeBuilder<PlanPeriod> table)
    {
        table.ToTable("station_plans");
        table.HasKey(p => p.Id);
        table.Property(p => p.Id).ValueGeneratedNever();
        table.ComplexProperty(p => p.Mode);
        table.HasIndex(p => p.StationId);
    }
}

internal sealed class TierPeriodConfiguration : IEntityTypeConfiguration<TierPeriod>
{
    public void Configure(EntityTypeBuilder<TierPeriod> table)
    {
        table.ToTable("station_tiers");
        table.HasKey(t => t.Id);
        table.Property(t => t.Id).ValueGeneratedNever();
        table.HasIndex(t => t.StationId);
    }
}
