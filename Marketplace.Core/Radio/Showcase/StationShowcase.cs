using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Showcase;

/// <summary>A station in the public list.</summary>
/// <param name="Slug">Last part of its page.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Region or city.</param>
/// <param name="Territory">ISO 3166-1 alpha-2.</param>
/// <param name="Licence">Licence class.</param>
/// <param name="Zone">IANA zone.</param>
/// <param name="IsHeard">Whether it is listened to now.</param>
public sealed record StationCard(string Slug, string Name, string Region, string Territory, LicenceClass Licence, string Zone, bool IsHeard);

/// <summary>A page of stations.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows in all.</param>
public sealed record StationCards(IReadOnlyList<StationCard> Items, int Total);

/// <summary>Everything on a station's public page.</summary>
/// <param name="Card">As in the list.</param>
/// <param name="OnAir">What is on air now.</param>
/// <param name="Recent">The newest plays.</param>
/// <param name="DayPlays">Plays of the last 24 hours.</param>
public sealed record StationPublic(StationCard Card, IReadOnlyList<SongOnAir> OnAir, IReadOnlyList<PublicPlay> Recent, int DayPlays);

/// <summary>Stations for everybody. Stream addresses, owners and tiers are not shown.</summary>
public sealed class StationShowcase(IDbContextFactory<MarketplaceDb> contexts, OnAirNow onAir, PublicPlays plays, TimeProvider clock)
{
    private const int MostPerPage = 100;
    private const int MostPlays = 20;

    /// <summary>Stations by name.</summary>
    public async Task<StationCards> List(string search, int skip, int take, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(search);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = db.Stations.AsNoTracking().IgnoreAutoIncludes();
        if (SearchWords.Lower(search) is { Length: > 0 } words)
            found = found.Where(s => s.Name.ToLower().Contains(words) || s.Region.ToLower().Contains(words));
        var total = await found.CountAsync(ct);
        var rows = await found.OrderBy(s => s.Name).ThenBy(s => s.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostPerPage)).ToListAsync(ct);
        return new StationCards([.. rows.Select(Card)], total);
    }

    /// <summary>One station; null when there is none of this name in addresses.</summary>
    public async Task<StationPublic?> One(string slug, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Stations.AsNoTracking().IgnoreAutoIncludes().SingleOrDefaultAsync(s => s.Slug == slug, ct) is not { } station) return null;
        var id = station.Id;
        var own = db.Plays.Where(p => p.StationId == id);
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-1);
        return new StationPublic(
            Card(station), await onAir.Songs(db, own, 3, ct), await plays.Newest(db, own, MostPlays, ct),
            await own.CountAsync(p => !p.IsWithdrawn && p.StartAt >= since && PublicPlays.Told.Contains(p.State), ct));
    }

    /// <summary>Page addresses of all stations, for search engines.</summary>
    public async Task<IReadOnlyList<string>> Slugs(int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Stations.AsNoTracking().OrderBy(s => s.Slug).Select(s => s.Slug).Take(most).ToListAsync(ct);
    }

    private StationCard Card(Station s) =>
        new(s.Slug, s.Name, s.Region, s.Territory, s.LicenceClass, s.TimeZone, s.IsHeardAt(clock.GetUtcNow().UtcDateTime));
}
