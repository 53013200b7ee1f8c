using Marketplace.Core.Payments.Escrow;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Deals.</summary>
    public DbSet<Agreement> Agreements => Set<Agreement>();

    /// <summary>Their parts.</summary>
    public DbSet<Tranche> Tranches => Set<Tranche>();

    /// <summary>Verified payments.</summary>
    public DbSet<Capture> Captures => Set<Capture>();

    /// <summary>Ways back to payers.</summary>
    public DbSet<Refund> Refunds => Set<Refund>();

    /// <summary>Earnings with their dates.</summary>
    public DbSet<Clearing> Clearings => Set<Clearing>();

    /// <summary>Claims of payers' banks.</summary>
    public DbSet<Chargeback> Chargebacks => Set<Chargeback>();

    /// <summary>Fees, dated; append-only.</summary>
    public DbSet<FeeRule> FeeRules => Set<FeeRule>();
}
