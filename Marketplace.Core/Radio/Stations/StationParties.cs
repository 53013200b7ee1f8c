using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Stations;

/// <summary>A station as statements name it.</summary>
/// <param name="Id">The station.</param>
/// <param name="Owner">The account that speaks for it.</param>
/// <param name="Name">Its name today.</param>
/// <param name="Tier">Its tier today.</param>
/// <param name="Territory">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA zone.</param>
public sealed record StationParty(StationId Id, UserId Owner, string Name, StationTier Tier, string Territory, string TimeZone);

/// <summary>Tells higher features who stands behind stations.</summary>
public sealed class StationParties(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>The stations of these ids.</summary>
    public async Task<IReadOnlyDictionary<StationId, StationParty>> Of(IReadOnlyCollection<StationId> stations, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Stations.AsNoTracking().Where(s => stations.Contains(s.Id))
            .Select(s => new StationParty(s.Id, s.OwnerId, s.Name, s.Tier, s.Territory, s.TimeZone)).ToDictionaryAsync(s => s.Id, ct);
    }
}
