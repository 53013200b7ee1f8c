using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Journal;

/// <summary>What one proof of the whole ledger found.</summary>
public sealed class LedgerProof : IAppendOnly
{
    /// <summary>Version 7: sorts by time.</summary>
    public required LedgerProofId Id { get; init; }
    /// <summary>When it ran.</summary>
    public required DateTime At { get; init; }
    /// <summary>Sealed transactions that were read.</summary>
    public required long Transactions { get; init; }
    /// <summary>Differences found; 0 means that the books are whole.</summary>
    public required int Differences { get; init; }
    /// <summary>The first differences, one sentence a line.</summary>
    public required string Detail { get; init; }
    /// <summary>Hash of the last sealed transaction, to be published.</summary>
    public required string Head { get; init; }
    /// <summary>Number of the last sealed transaction.</summary>
    public required long Sealed { get; init; }
}

internal sealed class LedgerProofConfiguration : IEntityTypeConfiguration<LedgerProof>
{
    public void Configure(EntityTypeBuilder<LedgerProof> table)
    {
        table.ToTable("ledger_proofs");
        table.HasKey(p => p.Id);
        table.Property(p => p.Detail).HasMaxLength(4000);
        table.Property(p => p.Head).HasMaxLength(64);
        table.HasIndex(p => p.At);
    }
}
