using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

/// <summary>Looks among the rows that a step has loaded or added itself; what it added is not in the database yet.</summary>
public static class TrackedRows
{
    /// <summary>The rows of a type that this context follows and will not remove.</summary>
    public static IEnumerable<T> Tracked<T>(this MarketplaceDb db) where T : class => Rows<T>(db, areRemovedToo: false);

    /// <summary>The rows of a type that this context follows, those that it will remove among them.</summary>
    public static IEnumerable<T> Followed<T>(this MarketplaceDb db) where T : class => Rows<T>(db, areRemovedToo: true);

    private static List<T> Rows<T>(MarketplaceDb db, bool areRemovedToo) where T : class
    {
        // Whether they were changed does not matter here, and looking for changes at every question would.
        var isLooking = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return [.. db.ChangeTracker.Entries<T>().Where(entry => areRemovedToo || entry.State != EntityState.Deleted).Select(entry => entry.Entity)];
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = isLooking;
        }
    }
}
