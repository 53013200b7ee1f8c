using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Storage;

/// <summary>The first answer of a use case to one actor's key; a repeat is answered from here.</summary>
public sealed class Receipt
{
    /// <summary>Name of the use case.</summary>
    public required string UseCase { get; init; }
    /// <summary>Who asked.</summary>
    public required UserId Actor { get; init; }
    /// <summary>The caller's key.</summary>
    public required Guid Key { get; init; }
    /// <summary>SHA-256 of the command, hex; another command under the same key is a conflict.</summary>
    public required string CommandHash { get; init; }
    /// <summary>The answer as JSON.</summary>
    public required string Answer { get; init; }
    /// <summary>When it was given.</summary>
    public required DateTime At { get; init; }
}

internal sealed class ReceiptConfiguration : IEntityTypeConfiguration<Receipt>
{
    public void Configure(EntityTypeBuilder<Receipt> table)
    {
        table.ToTable("receipts");
        table.HasKey(r => new { r.UseCase, r.Actor, r.Key });
        table.Property(r => r.UseCase).HasMaxLength(100);
        table.Property(r => r.CommandHash).HasMaxLength(64);
        table.HasIndex(r => r.At);
    }
}
