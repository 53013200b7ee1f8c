using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage.Sqlite;

/// <summary>Append-only tables in SQLite. The names come from our own model, never from outside.</summary>
internal static class SqliteTriggers
{
    /// <summary>Puts in place what is missing or is not as it should be; a start that finds all in place writes nothing.</summary>
    public static async Task Create(MarketplaceDb db, CancellationToken ct)
    {
        Dictionary<string, string> wanted = [];
        Refuse(wanted, "audit_entries", "DELETE", "");
        Refuse(wanted, "audit_entries", "UPDATE", $"WHEN NOT ({AppendOnlyTables.AuditSealing("IS")})");
        foreach (var table in AppendOnlyTables.Of(db))
        {
            Refuse(wanted, table, "DELETE", "");
            Refuse(wanted, table, "UPDATE", "");
        }
        var present = await db.Database.SqlQuery<string>($"SELECT sql AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync(ct);
        var missing = wanted.Where(trigger => !present.Contains(trigger.Value)).ToList();
        if (missing.Count == 0) return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var (name, sql) in missing)
        {
            var replaced = $"""DROP TRIGGER IF EXISTS "{name}"; {sql};""";
            await db.Database.ExecuteSqlRawAsync(replaced, ct);
        }
        await transaction.CommitAsync(ct);
    }

    private static void Refuse(Dictionary<string, string> wanted, string table, string change, string when)
    {
        var name = $"{table}_refuses_{change.ToLowerInvariant()}";
        wanted[name] = $"""
            CREATE TRIGGER "{name}" BEFORE {change} ON "{table}" {when}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
            """;
    }
}
