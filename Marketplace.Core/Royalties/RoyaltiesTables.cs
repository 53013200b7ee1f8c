using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Rules;
using Marketplace.Core.Royalties.Statements;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Price rules, every version.</summary>
    public DbSet<RoyaltyRule> RoyaltyRules => Set<RoyaltyRule>();

    /// <summary>Months.</summary>
    public DbSet<Period> Periods => Set<Period>();

    /// <summary>Calculations that were asked for.</summary>
    public DbSet<CalculationRun> CalculationRuns => Set<CalculationRun>();

    /// <summary>Recording × station × month.</summary>
    public DbSet<RoyaltyLine> RoyaltyLines => Set<RoyaltyLine>();

    /// <summary>Statements of payees and stations.</summary>
    public DbSet<Statement> Statements => Set<Statement>();

    /// <summary>Coverage as statements print it.</summary>
    public DbSet<StationMonth> StationMonths => Set<StationMonth>();
}
