using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Stations;

/// <summary>Who may change what of a station.</summary>
internal static class StationDoor
{
    /// <summary>The station, for its owner or a superadmin; a foreign station and one that does not exist look the same.</summary>
    public static async Task<Result<Station>> ForOwner(this MarketplaceDb db, StationId id, Actor actor, CancellationToken ct)
    {
        var all = actor.Is(StaffRole.Superadmin) || actor.IsSystem;
        var owner = actor.UserId;
        var station = await db.Stations.SingleOrDefaultAsync(s => s.Id == id && (all || s.OwnerId == owner), ct);
        return station is null || (!all && !actor.IsPerson) ? StationErrors.Unknown : station;
    }

    /// <summary>The station, for staff of one of these roles.</summary>
    public static async Task<Result<Station>> ForStaff(
        this MarketplaceDb db, StationId id, Actor actor, StaffRole[] roles, CancellationToken ct)
    {
        if (!actor.Is(roles) && !actor.IsSystem) return StationErrors.Forbidden;
        var station = await db.Stations.SingleOrDefaultAsync(s => s.Id == id, ct);
        return station is null ? StationErrors.Unknown : station;
    }
}
