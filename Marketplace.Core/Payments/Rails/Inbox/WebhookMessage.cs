using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Rails.Inbox;

/// <summary>What became of a message.</summary>
public enum WebhookState
{
    /// <summary>Believed, and waiting to be worked on.</summary>
    Waiting,
    /// <summary>The rail was asked about its operation.</summary>
    Processed,
    /// <summary>It names no operation of ours.</summary>
    Unmatched,
    /// <summary>Not believed; kept as a sample.</summary>
    Invalid,
}

/// <summary>A message of a rail as it came, once per key.</summary>
public sealed class WebhookMessage
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Code of the rail.</summary>
    public required string Rail { get; init; }
    /// <summary>The same for every copy of one message.</summary>
    public required string EventKey { get; init; }
    /// <summary>Our reference that it names.</summary>
    public string? OperationKey { get; init; }
    /// <summary>The rail's reference that it names.</summary>
    public string? ProviderRef { get; init; }
    /// <summary>Header lines that matter for the signature.</summary>
    public required string Headers { get; init; }
    /// <summary>The raw bytes; of a message that was not believed only the first.</summary>
    public required byte[] Body { get; init; }
    /// <summary>When it came, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }
    /// <summary>What became of it.</summary>
    public WebhookState State { get; set; }
    /// <summary>When it was worked on, UTC.</summary>
    public DateTime? ProcessedAt { get; set; }
    /// <summary>Why it was not believed.</summary>
    public string? Reason { get; init; }
}

/// <summary>A message of a rail was stored.</summary>
/// <param name="Message">Its id.</param>
/// <param name="Rail">Code of the rail.</param>
public sealed record WebhookArrived(Guid Message, string Rail) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["rails"];
}

internal sealed class WebhookMessageConfiguration : IEntityTypeConfiguration<WebhookMessage>
{
    public void Configure(EntityTypeBuilder<WebhookMessage> table)
    {
        table.ToTable("webhook_messages");
        table.HasKey(m => m.Id);
        table.Property(m => m.Rail).HasMaxLength(40);
        table.Property(m => m.EventKey).HasMaxLength(200);
        table.Property(m => m.OperationKey).HasMaxLength(64);
        table.Property(m => m.ProviderRef).HasMaxLength(300);
        table.Property(m => m.Headers).HasMaxLength(4000);
        table.Property(m => m.Reason).HasMaxLength(200);
        table.HasIndex(m => new { m.Rail, m.EventKey }).IsUnique();
        table.HasIndex(m => new { m.State, m.ReceivedAt });
    }
}
