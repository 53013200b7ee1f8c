using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Royalties.Statements;

/// <summary>
/// One recording on one station in one month under one split version: the unit that is rounded, and divided among the
/// contributors. Written once and never changed; what it is called is copied, so that old statements keep their words.
/// </summary>
public sealed class RoyaltyLine
{
    /// <summary>Its id.</summary>
    public RoyaltyLineId Id { get; init; } = RoyaltyLineId.New();
    /// <summary>The month.</summary>
    public required string Period { get; init; }
    /// <summary>The revision of the month; 0 until it is stored.</summary>
    public int Revision { get; set; }
    /// <summary>1, 2, … in the revision.</summary>
    public required int Number { get; init; }
    /// <summary>The recording.</summary>
    public required RecordingId Recording { get; init; }
    /// <summary>Its title.</summary>
    public required string Title { get; init; }
    /// <summary>Its version, or empty.</summary>
    public required string VersionTitle { get; init; }
    /// <summary>Name of the artist.</summary>
    public required string Artist { get; init; }
    /// <summary>12 characters, or empty.</summary>
    public required string Isrc { get; init; }
    /// <summary>11 characters, or empty.</summary>
    public required string Iswc { get; init; }
    /// <summary>The station.</summary>
    public required StationId Station { get; init; }
    /// <summary>Its name.</summary>
    public required string StationName { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Territory { get; init; }
    /// <summary>Number of the split version; 0 if there is none, or several on a held line.</summary>
    public required int SplitVersion { get; init; }
    /// <summary>Why it is held; null if it is posted.</summary>
    public HeldReason? HeldReason { get; init; }
    /// <summary>The plays' exact amounts, rounded once; pesewas. Provisional while held.</summary>
    public required long Gross { get; init; }
    /// <summary>The platform's part, pesewas; 0 while held.</summary>
    public required long Commission { get; init; }
    /// <summary>What was divided, pesewas; 0 while held.</summary>
    public required long Net { get; init; }
    /// <summary>Its plays, in order of time.</summary>
    public List<LinePlay> Plays { get; init; } = [];
    /// <summary>Who got what; empty while held.</summary>
    public List<LineAllocation> Allocations { get; init; } = [];

    /// <summary>Title with its version.</summary>
    public string FullTitle => VersionTitle.Length == 0 ? Title : $"{Title} ({VersionTitle})";
}

/// <summary>One play on a line with every factor of its price.</summary>
public sealed class LinePlay
{
    /// <summary>The line.</summary>
    public RoyaltyLineId Line { get; init; }
    /// <summary>1, 2, … on the line.</summary>
    public required int Number { get; init; }
    /// <summary>The play.</summary>
    public required PlayId Play { get; init; }
    /// <summary>Begin, UTC.</summary>
    public required DateTime StartUtc { get; init; }
    /// <summary>End, UTC.</summary>
    public required DateTime EndUtc { get; init; }
    /// <summary>The station's distance from UTC at the begin, minutes.</summary>
    public required int OffsetMinutes { get; init; }
    /// <summary>At least so long, seconds.</summary>
    public required int LowerSeconds { get; init; }
    /// <summary>Audible seconds.</summary>
    public required int AudibleSeconds { get; init; }
    /// <summary>At most so long, seconds.</summary>
    public required int UpperSeconds { get; init; }
    /// <summary>Priced seconds.</summary>
    public required int ChargeableSeconds { get; init; }
    /// <summary>What the music was doing.</summary>
    public required UsageClass Usage { get; init; }
    /// <summary>Part of the local day.</summary>
    public required string Daypart { get; init; }
    /// <summary>The station's tier at that time.</summary>
    public required StationTier Tier { get; init; }
    /// <summary>Detections that prove it.</summary>
    public required int Detections { get; init; }
    /// <summary>0…1, 4 decimals.</summary>
    public required decimal Confidence { get; init; }
    /// <summary><c>auto</c>, or the id of the adjudication.</summary>
    public required string DecidedBy { get; init; }
    /// <summary>How it was priced.</summary>
    public required PricingMethod Method { get; init; }
    /// <summary>The rule.</summary>
    public required string RuleId { get; init; }
    /// <summary>Its version.</summary>
    public required int RuleVersion { get; init; }
    /// <summary>GHS per second or per play.</summary>
    public required decimal Rate { get; init; }
    /// <summary>Factor.</summary>
    public required decimal TierWeight { get; init; }
    /// <summary>Factor.</summary>
    public required decimal DaypartWeight { get; init; }
    /// <summary>Factor.</summary>
    public required decimal UsageWeight { get; init; }
    /// <summary>Factor.</summary>
    public required decimal TerritoryWeight { get; init; }
    /// <summary>GHS, 6 decimals.</summary>
    public required decimal Amount { get; init; }
    /// <summary>Hash of its evidence, or empty.</summary>
    public required string EvidenceHash { get; init; }

    /// <summary>The rule with its version.</summary>
    public string Rule => $"{RuleId}@{RuleVersion}";
}

/// <summary>What one contributor got of one line.</summary>
public sealed class LineAllocation
{
    /// <summary>The line.</summary>
    public RoyaltyLineId Line { get; init; }
    /// <summary>Place in the split.</summary>
    public required int Number { get; init; }
    /// <summary>The contributor on the split.</summary>
    public required Guid ContributorId { get; init; }
    /// <summary>Whose statement it is on.</summary>
    public required Guid PayeeId { get; init; }
    /// <summary>Name of the contributor.</summary>
    public required string Name { get; init; }
    /// <summary>Role on the split.</summary>
    public required string Role { get; init; }
    /// <summary>11 digits, or empty.</summary>
    public required string Ipi { get; init; }
    /// <summary>Share, basis points.</summary>
    public required int BasisPoints { get; init; }
    /// <summary>Pesewas.</summary>
    public required long Amount { get; init; }
}

internal sealed class RoyaltyLineConfiguration : IEntityTypeConfiguration<RoyaltyLine>
{
    public void Configure(EntityTypeBuilder<RoyaltyLine> table)
    {
        table.ToTable("royalty_lines");
        table.HasKey(l => l.Id);
        table.Property(l => l.Id).ValueGeneratedNever();
        table.Property(l => l.Period).HasMaxLength(7);
        table.Property(l => l.Title).HasMaxLength(300);
        table.Property(l => l.VersionTitle).HasMaxLength(200);
        table.Property(l => l.Artist).HasMaxLength(300);
        table.Property(l => l.Isrc).HasMaxLength(12);
        table.Property(l => l.Iswc).HasMaxLength(11);
        table.Property(l => l.StationName).HasMaxLength(300);
        table.Property(l => l.Territory).HasMaxLength(2);
        table.Ignore(l => l.FullTitle);
        table.HasIndex(l => new { l.Period, l.Revision, l.Number }).IsUnique();
        table.HasIndex(l => new { l.Station, l.Period });
        table.HasIndex(l => new { l.Recording, l.Period });
        table.HasMany(l => l.Plays).WithOne().HasForeignKey(p => p.Line).OnDelete(DeleteBehavior.Restrict);
        table.HasMany(l => l.Allocations).WithOne().HasForeignKey(a => a.Line).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LinePlayConfiguration : IEntityTypeConfiguration<LinePlay>
{
    public void Configure(EntityTypeBuilder<LinePlay> table)
    {
        table.ToTable("royalty_line_plays");
        table.HasKey(p => new { p.Line, p.Number });
        table.Property(p => p.Number).ValueGeneratedNever();
        table.Property(p => p.Daypart).HasMaxLength(20);
        table.Property(p => p.DecidedBy).HasMaxLength(60);
        table.Property(p => p.RuleId).HasMaxLength(60);
        table.Property(p => p.EvidenceHash).HasMaxLength(64);
        table.Ignore(p => p.Rule);
        foreach (var exact in new[]
        {
            nameof(LinePlay.Rate), nameof(LinePlay.TierWeight), nameof(LinePlay.DaypartWeight), nameof(LinePlay.UsageWeight),
            nameof(LinePlay.TerritoryWeight), nameof(LinePlay.Amount), nameof(LinePlay.Confidence),
        })
            table.Property<decimal>(exact).HasConversion<MicrosConverter>();
        table.HasIndex(p => p.Play);
    }
}

internal sealed class LineAllocationConfiguration : IEntityTypeConfiguration<LineAllocation>
{
    public void Configure(EntityTypeBuilder<LineAllocation> table)
    {
        table.ToTable("royalty_allocations");
        table.HasKey(a => new { a.Line, a.Number });
        table.Property(a => a.Number).ValueGeneratedNever();
        table.Property(a => a.Name).HasMaxLength(300);
        table.Property(a => a.Role).HasMaxLength(40);
        table.Property(a => a.Ipi).HasMaxLength(11);
        table.HasIndex(a => a.PayeeId);
    }
}
