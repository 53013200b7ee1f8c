using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Calculation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Royalties.Statements;

/// <summary>How much of a station was listened to in a month, as the statements of one revision print it.</summary>
public sealed class StationMonth
{
    /// <summary>The month.</summary>
    public required string Period { get; init; }
    /// <summary>The revision of the month; 0 until it is stored.</summary>
    public int Revision { get; set; }
    /// <summary>The station.</summary>
    public required StationId Station { get; init; }
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>Its tier at the end of the month.</summary>
    public required StationTier Tier { get; init; }
    /// <summary>Its zone.</summary>
    public required string TimeZone { get; init; }
    /// <summary>JSON of a <see cref="MonthCoverage"/>.</summary>
    public required string CoverageJson { get; init; }

    /// <summary>Coverage, read.</summary>
    public MonthCoverage Coverage => JsonSerializer.Deserialize<MonthCoverage>(CoverageJson, KernelJson.Plain)!;

    /// <summary>Writes a station down.</summary>
    public static StationMonth Of(Month month, HeardStation station) => new()
    {
        Period = month.ToString(), Station = station.Id, Name = station.Name, Tier = station.Tier, TimeZone = station.TimeZone,
        CoverageJson = JsonSerializer.Serialize(station.Coverage, KernelJson.Plain),
    };
}

internal sealed class StationMonthConfiguration : IEntityTypeConfiguration<StationMonth>
{
    public void Configure(EntityTypeBuilder<StationMonth> table)
    {
        table.ToTable("station_months");
        table.HasKey(s => new { s.Period, s.Revision, s.Station });
        table.Property(s => s.Period).HasMaxLength(7);
        table.Property(s => s.Name).HasMaxLength(300);
        table.Property(s => s.TimeZone).HasMaxLength(60);
        table.Ignore(s => s.Coverage);
    }
}
