using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage.Sqlite;

/// <summary>Append-only tables in SQLite. The names come from our own model, never from outside.</summary>
internal static class SqliteTriggers
{
    public static async Task Create(MarketplaceDb db, CancellationToken ct)
    {
        await Refuse(db, "audit_entries", "DELETE", "", ct);
        await Refuse(db, "audit_entries", "UPDATE", $"WHEN NOT ({AppendOnlyTables.AuditSealing("IS")})", ct);
        foreach (var table in AppendOnlyTables.Of(db))
        {
            await Refuse(db, table, "DELETE", "", ct);
            await Refuse(db, table, "UPDATE", "", ct);
        }
    }

    private static Task Refuse(MarketplaceDb db, string table, string change, string when, CancellationToken ct)
    {
        var name = $"{table}_refuses_{change.ToLowerInvariant()}";
        var sql =
            $"""
            DROP TRIGGER IF EXISTS "{name}";
            CREATE TRIGGER "{name}" BEFORE {change} ON "{table}" {when}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            """;
        return db.Database.ExecuteSqlRawAsync(sql, ct);
    }
}
