using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Storage;

/// <summary>
/// One committed step: who, what, when, with which command. Rows are only ever added; a chore seals them into a hash chain
/// (<c>SHA-256(previous hash ‖ canonical JSON)</c>) in the order of <see cref="Sequence"/>.
/// </summary>
public sealed class AuditEntry
{
    /// <summary>Order of the log.</summary>
    public long Sequence { get; private set; }
    /// <summary>When it was committed.</summary>
    public required DateTime At { get; init; }
    /// <summary>Who did it; empty for the system.</summary>
    public required UserId Actor { get; init; }
    /// <summary>The actor's name or the part of the system.</summary>
    public required string ActorName { get; init; }
    /// <summary>Name of the use case.</summary>
    public required string Action { get; init; }
    /// <summary>The command as JSON, secrets left out.</summary>
    public required string Detail { get; init; }
    /// <summary>The thread it belongs to.</summary>
    public required string CorrelationId { get; init; }
    /// <summary>Hash of the entry before, once sealed.</summary>
    public string? PreviousHash { get; set; }
    /// <summary>Own hash, once sealed.</summary>
    public string? Hash { get; set; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> table)
    {
        table.ToTable("audit_entries");
        table.HasKey(a => a.Sequence);
        table.Property(a => a.Sequence).ValueGeneratedOnAdd();
        table.Property(a => a.Action).HasMaxLength(100);
        table.Property(a => a.ActorName).HasMaxLength(200);
        table.Property(a => a.CorrelationId).HasMaxLength(64);
        table.Property(a => a.Hash).HasMaxLength(64);
        table.Property(a => a.PreviousHash).HasMaxLength(64);
        table.HasIndex(a => new { a.Actor, a.At });
        table.HasIndex(a => a.Hash);
        table.HasIndex(a => a.PreviousHash).IsUnique(); // Two rows can never follow the same one.
    }
}
