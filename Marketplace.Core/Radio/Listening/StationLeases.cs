using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Listening;

/// <summary>Sees to it that each station is listened to by exactly one node.</summary>
public sealed class StationLeases(IDbContextFactory<MarketplaceDb> contexts, ListeningOptions options, TimeProvider clock)
{
    /// <summary>Takes or renews the lease of a station.</summary>
    /// <returns>Whether this node holds it now.</returns>
    public async Task<bool> Take(StationId station, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var until = now + options.Lease;
        var node = options.Node;
        // One statement decides, so two nodes that ask at once cannot both be told yes.
        if (await db.StationLeases.Where(l => l.StationId == station && (l.Node == node || l.Until < now))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Node, node).SetProperty(x => x.Until, until), ct) == 1) return true;
        if (await db.StationLeases.AnyAsync(l => l.StationId == station, ct)) return false;
        db.StationLeases.Add(new StationLease { StationId = station, Node = node, Until = until });
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (Exception failure) when (db.Dialect.IsDuplicate(failure))
        {
            return false;
        }
    }

    /// <summary>Gives a lease back, so that another node need not wait for its end.</summary>
    public async Task GiveBack(StationId station, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var node = options.Node;
        await db.StationLeases.Where(l => l.StationId == station && l.Node == node).ExecuteDeleteAsync(ct);
    }
}
