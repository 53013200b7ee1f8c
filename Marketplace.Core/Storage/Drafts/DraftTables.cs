using Marketplace.Core.Storage.Drafts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

/// <summary>The tables of drafts.</summary>
public abstract partial class MarketplaceDb
{
    /// <summary>What people have typed and not yet sent.</summary>
    public DbSet<Draft> Drafts => Set<Draft>();
}
