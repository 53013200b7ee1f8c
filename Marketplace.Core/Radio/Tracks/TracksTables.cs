using Marketplace.Core.Radio.Tracks;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>What artists uploaded.</summary>
    public DbSet<Track> Tracks => Set<Track>();

    /// <summary>Clusters of equal audio.</summary>
    public DbSet<Recording> Recordings => Set<Recording>();

    /// <summary>Recordings that share material.</summary>
    public DbSet<SharedMaterial> SharedMaterial => Set<SharedMaterial>();

    /// <summary>Prints and waveforms.</summary>
    public DbSet<TrackPrint> TrackPrints => Set<TrackPrint>();

    /// <summary>Split sheets.</summary>
    public DbSet<SplitVersion> SplitVersions => Set<SplitVersion>();

    /// <summary>Claims of several accounts on one recording.</summary>
    public DbSet<OwnershipConflict> OwnershipConflicts => Set<OwnershipConflict>();
}
