using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Journal;

/// <summary>
/// One link of the chain over the ledger: <c>SHA-256(previous hash ‖ canonical transaction)</c>, so that no transaction can be changed,
/// removed or put between without breaking it.
/// </summary>
public sealed class LedgerSeal : IAppendOnly
{
    /// <summary>The hash before the first transaction.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>Place in the chain, from 1.</summary>
    public required long Number { get; init; }
    /// <summary>What is sealed.</summary>
    public required LedgerTransactionId TransactionId { get; init; }
    /// <summary>Hash of the link before.</summary>
    public required string PreviousHash { get; init; }
    /// <summary>Own hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash of a transaction that follows another; its entries are loaded.</summary>
    public static string HashOf(string previous, LedgerTransaction transaction) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + JsonSerializer.Serialize(new object?[]
        {
            transaction.Id.Value, transaction.Kind, transaction.Cause, transaction.PayloadHash, transaction.Subject, transaction.Nature.ToString(),
            transaction.EffectiveAt.Ticks / 10, transaction.RecordedAt.Ticks / 10, transaction.Actor.Value, transaction.FirstApprover?.Value,
            transaction.SecondApprover?.Value, transaction.Reverses?.Value, transaction.LinksJson,
            transaction.Entries.OrderBy(e => e.Number).Select(e => new object[] { e.Number, e.Account, e.Asset.Code, e.Amount }),
        }, KernelJson.Plain))));
}

internal sealed class LedgerSealConfiguration : IEntityTypeConfiguration<LedgerSeal>
{
    public void Configure(EntityTypeBuilder<LedgerSeal> table)
    {
        table.ToTable("ledger_seals");
        table.HasKey(s => s.Number);
        table.Property(s => s.Number).ValueGeneratedNever();
        table.Property(s => s.PreviousHash).HasMaxLength(64);
        table.Property(s => s.Hash).HasMaxLength(64);
        table.HasIndex(s => s.TransactionId).IsUnique();
        table.HasIndex(s => s.PreviousHash).IsUnique(); // Two links can never follow the same one.
        table.HasOne<LedgerTransaction>().WithOne().HasForeignKey<LedgerSeal>(s => s.TransactionId).OnDelete(DeleteBehavior.Restrict);
    }
}
