using Marketplace.Core.Media;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Files on their way in.</summary>
    public DbSet<Upload> Uploads => Set<Upload>();

    /// <summary>Covers and avatars.</summary>
    public DbSet<StoredImage> Images => Set<StoredImage>();
}
