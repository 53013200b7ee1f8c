using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Journal;

/// <summary>
/// What the entries of one account sum to, kept up in the same transaction so that a step need not add them up. An account that many steps
/// touch at once has several rows (stripes); its balance is their sum.
/// </summary>
public sealed class LedgerBalance
{
    /// <summary>Path of the account.</summary>
    public required string Account { get; init; }
    /// <summary>What is counted.</summary>
    public required Asset Asset { get; init; }
    /// <summary>Which of the account's rows, from 0.</summary>
    public required int Stripe { get; init; }
    /// <summary>Kind of account; derived from the path, here so that the database can guard the sign.</summary>
    public required AccountRule Rule { get; init; }
    /// <summary>Minor units, debit positive.</summary>
    public required long Posted { get; init; }
    /// <summary>How often it moved.</summary>
    public required long Moves { get; init; }
}

internal sealed class LedgerBalanceConfiguration : IEntityTypeConfiguration<LedgerBalance>
{
    public void Configure(EntityTypeBuilder<LedgerBalance> table)
    {
        table.ToTable("ledger_balances", t =>
        {
            t.HasCheckConstraint("ck_ledger_balances_liability", "\"Rule\" <> 'Liability' OR \"Posted\" <= 0");
            t.HasCheckConstraint("ck_ledger_balances_receivable", "\"Rule\" <> 'Receivable' OR \"Posted\" >= 0");
        });
        table.HasKey(b => new { b.Account, b.Asset, b.Stripe });
        table.Property(b => b.Account).HasMaxLength(LedgerEntry.LongestPath);
    }
}
