using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Rails.Reconciliation;

/// <summary>What a comparison found.</summary>
public enum MatchClass
{
    /// <summary>Both books say the same.</summary>
    Matched,
    /// <summary>We know of money that the rail's book does not have.</summary>
    OursOnly,
    /// <summary>The rail's book has money that we know nothing of.</summary>
    TheirsOnly,
    /// <summary>Both know of it, with different amounts.</summary>
    AmountDiff,
    /// <summary>What the rail keeps.</summary>
    FeeLine,
    /// <summary>The rail's book has it done; for us it is still open or failed.</summary>
    StateDiff,
}

/// <summary>A line of a rail's book with what we make of it; one per rail and line.</summary>
public sealed class StatementEntry : Entity
{
    private StatementEntry()
    {
    }

    internal StatementEntry(string rail, StatementLine line)
    {
        Id = Guid.CreateVersion7();
        (Rail, LineId, Kind, OperationKey, ProviderRef, Minor, Asset, At) =
            (rail, line.LineId, line.Kind, line.OperationKey, line.ProviderRef, line.Amount.Minor, line.Amount.Asset, line.At);
    }

    /// <summary>Key.</summary>
    public Guid Id { get; private set; }
    /// <summary>Code of the rail.</summary>
    public string Rail { get; private set; } = "";
    /// <summary>The rail's id of the line; <c>ours:</c> and an operation where the rail has none.</summary>
    public string LineId { get; private set; } = "";
    /// <summary>What it is about.</summary>
    public StatementLineKind Kind { get; private set; }
    /// <summary>Our reference.</summary>
    public string? OperationKey { get; private set; }
    /// <summary>The rail's reference.</summary>
    public string? ProviderRef { get; private set; }
    /// <summary>Signed, minor units.</summary>
    public long Minor { get; private set; }
    /// <summary>Asset.</summary>
    public Asset Asset { get; private set; }
    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }
    /// <summary>The operation it belongs to.</summary>
    public OperationId? OperationId { get; private set; }
    /// <summary>What the comparison found.</summary>
    public MatchClass Class { get; private set; }
    /// <summary>Theirs minus ours, minor units; zero when both say the same.</summary>
    public long DifferenceMinor { get; private set; }

    internal void Judge(MatchClass found, OperationId? operation, long difference) => (Class, OperationId, DifferenceMinor) = (found, operation, difference);
}

/// <summary>One comparison of a rail's day.</summary>
public sealed class StatementRun
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Code of the rail.</summary>
    public required string Rail { get; init; }
    /// <summary>Asset.</summary>
    public required Asset Asset { get; init; }
    /// <summary>The day, UTC.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>SHA-256 of the file.</summary>
    public required string Hash { get; init; }
    /// <summary>When it was compared, UTC.</summary>
    public required DateTime At { get; init; }
    /// <summary>The rail's own balance after the day, minor units.</summary>
    public long? ClosingMinor { get; init; }
    /// <summary>What nobody can explain, minor units; anything but zero stops payouts on the rail.</summary>
    public long UnexplainedMinor { get; init; }
    /// <summary>Lines that need a person.</summary>
    public int Open { get; init; }
}

internal sealed class StatementEntryConfiguration : IEntityTypeConfiguration<StatementEntry>
{
    public void Configure(EntityTypeBuilder<StatementEntry> table)
    {
        table.ToTable("rail_statement_entries");
        table.HasKey(e => e.Id);
        table.Property(e => e.Id).ValueGeneratedNever();
        table.Property(e => e.Rail).HasMaxLength(40);
        table.Property(e => e.LineId).HasMaxLength(200);
        table.Property(e => e.OperationKey).HasMaxLength(64);
        table.Property(e => e.ProviderRef).HasMaxLength(300);
        table.HasIndex(e => new { e.Rail, e.LineId }).IsUnique();
        table.HasIndex(e => new { e.Rail, e.Asset, e.At });
        table.HasIndex(e => e.OperationId);
    }
}

internal sealed class StatementRunConfiguration : IEntityTypeConfiguration<StatementRun>
{
    public void Configure(EntityTypeBuilder<StatementRun> table)
    {
        table.ToTable("rail_statement_runs");
        table.HasKey(r => r.Id);
        table.Property(r => r.Rail).HasMaxLength(40);
        table.Property(r => r.Hash).HasMaxLength(64);
        table.HasIndex(r => new { r.Rail, r.Asset, r.At });
    }
}
