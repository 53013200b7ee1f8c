using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Marketplace.Core.Storage.Backups;

/// <summary>Counts the rows of every table.</summary>
internal static class RowCounts
{
    public static async Task<SortedDictionary<string, long>> Of(MarketplaceDb db, CancellationToken ct)
    {
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        await db.Database.OpenConnectionAsync(ct);
        var names = db.Database.GetService<ISqlGenerationHelper>();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM " + names.DelimitIdentifier(table); // A name of our own model, quoted by the engine's rules.
            counts[table] = Convert.ToInt64(await command.ExecuteScalarAsync(ct), null);
        }
        return counts;
    }
}
