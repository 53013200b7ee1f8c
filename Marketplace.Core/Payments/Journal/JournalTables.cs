using Marketplace.Core.Payments.Journal;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Balanced transactions; append-only.</summary>
    public DbSet<LedgerTransaction> LedgerTransactions => Set<LedgerTransaction>();

    /// <summary>Their lines; append-only.</summary>
    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();

    /// <summary>What the entries sum to.</summary>
    public DbSet<LedgerBalance> LedgerBalances => Set<LedgerBalance>();

    /// <summary>The hash chain over the transactions; append-only.</summary>
    public DbSet<LedgerSeal> LedgerSeals => Set<LedgerSeal>();

    /// <summary>What the nightly proofs found; append-only.</summary>
    public DbSet<LedgerProof> LedgerProofs => Set<LedgerProof>();

    /// <summary>Stops of all payouts.</summary>
    public DbSet<PayoutBrake> PayoutBrakes => Set<PayoutBrake>();
}
