using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Storage;

/// <summary>A business timer: at <see cref="DueAt"/> one chore hands it to the handler of its <see cref="Kind"/>.</summary>
public sealed class DueTimer
{
    /// <summary>Version 7; also the idempotency key of what it fires.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Which handler fires, for example <c>upload.expire</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>Id of the row it is about.</summary>
    public required Guid Subject { get; init; }
    /// <summary>When it falls due.</summary>
    public required DateTime DueAt { get; set; }
    /// <summary>Not before this instant after a try that failed; <see cref="DueAt"/> stays what was promised.</summary>
    public DateTime? RetryAt { get; set; }
    /// <summary>When it fired; null while waiting.</summary>
    public DateTime? FiredAt { get; set; }
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }
    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; set; }
}

internal sealed class DueTimerConfiguration : IEntityTypeConfiguration<DueTimer>
{
    public void Configure(EntityTypeBuilder<DueTimer> table)
    {
        table.ToTable("timers");
        table.HasKey(t => t.Id);
        table.Property(t => t.Kind).HasMaxLength(60);
        table.Property(t => t.LastError).HasMaxLength(2000);
        table.HasIndex(t => new { t.FiredAt, t.DueAt });
        table.HasIndex(t => new { t.Kind, t.Subject });
    }
}
