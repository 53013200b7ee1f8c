using Marketplace.Core.Radio.UnknownMusic;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Music that is in no catalogue, one row a piece of music.</summary>
    public DbSet<UnknownSound> UnknownSounds => Set<UnknownSound>();

    /// <summary>When and where unknown music was on air.</summary>
    public DbSet<UnknownAiring> UnknownAirings => Set<UnknownAiring>();

    /// <summary>Prints of windows of unknown music.</summary>
    public DbSet<UnknownPiece> UnknownPieces => Set<UnknownPiece>();
}
