using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Storage;

/// <summary>What a scheduled chore did last; the admin page and the dead-man alarm read it.</summary>
public sealed class ChoreRecord
{
    /// <summary>Name of the chore.</summary>
    public required string Name { get; init; }
    /// <summary>When it was first planned; silence is counted from here until it succeeds once.</summary>
    public DateTime PlannedAt { get; set; }
    /// <summary>Start of the last run.</summary>
    public DateTime? StartedAt { get; set; }
    /// <summary>End of the last run that succeeded.</summary>
    public DateTime? SucceededAt { get; set; }
    /// <summary>Next planned run.</summary>
    public DateTime? NextAt { get; set; }
    /// <summary>How long the last run took, milliseconds.</summary>
    public long LastMilliseconds { get; set; }
    /// <summary>Why the last run failed; null after a success.</summary>
    public string? LastError { get; set; }
    /// <summary>Silence longer than this, seconds, raises the dead-man alarm.</summary>
    public int AlarmAfterSeconds { get; set; }
}

internal sealed class ChoreRecordConfiguration : IEntityTypeConfiguration<ChoreRecord>
{
    public void Configure(EntityTypeBuilder<ChoreRecord> table)
    {
        table.ToTable("chores");
        table.HasKey(c => c.Name);
        table.Property(c => c.Name).HasMaxLength(100);
        table.Property(c => c.LastError).HasMaxLength(2000);
    }
}
