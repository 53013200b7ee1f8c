using Marketplace.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Sentences on the status page.</summary>
    public DbSet<StatusNotice> StatusNotices => Set<StatusNotice>();
}
