using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Storage;

/// <summary>An event committed with the data it tells of, waiting to be told to its handlers at least once.</summary>
public sealed class OutboxMessage
{
    /// <summary>A message that failed this often is put aside until a person looks at it.</summary>
    public const int TriesBeforeAside = 12;

    /// <summary>The instant that never comes: <see cref="DueAt"/> of messages that were put aside.</summary>
    public static readonly DateTime Never = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Version 7: sorts by time.</summary>
    public required Guid Id { get; init; }
    /// <summary>Full name of the event type.</summary>
    public required string Type { get; init; }
    /// <summary>The event as JSON.</summary>
    public required string Body { get; init; }
    /// <summary>When it happened.</summary>
    public required DateTime At { get; init; }
    /// <summary>The thread it belongs to.</summary>
    public required string CorrelationId { get; init; }
    /// <summary>Not before this instant; also the lease while a node works on it.</summary>
    public required DateTime DueAt { get; set; }
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }
    /// <summary>When all handlers were done; null while waiting.</summary>
    public DateTime? DoneAt { get; set; }
    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; set; }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> table)
    {
        table.ToTable("outbox");
        table.HasKey(m => m.Id);
        table.Property(m => m.Type).HasMaxLength(200);
        table.Property(m => m.CorrelationId).HasMaxLength(64);
        table.Property(m => m.LastError).HasMaxLength(2000);
        table.HasIndex(m => new { m.DoneAt, m.DueAt });
    }
}
