using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage.Postgres;

/// <summary>Append-only tables in PostgreSQL. The names come from our own model, never from outside.</summary>
internal static class PostgresTriggers
{
    // Two nodes that start together would otherwise replace the same function at once, which the engine refuses.
    private const string Function =
        """
        SELECT pg_advisory_xact_lock(7203318);
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
        """;

    public static async Task Create(MarketplaceDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync(Function, ct);
        await Refuse(db, "audit_entries", "DELETE", "FOR EACH ROW", ct);
        await Refuse(db, "audit_entries", "TRUNCATE", "FOR EACH STATEMENT", ct);
        await Refuse(db, "audit_entries", "UPDATE",
            $"FOR EACH ROW WHEN (NOT ({AppendOnlyTables.AuditSealing("IS NOT DISTINCT FROM")}))", ct);
        foreach (var table in AppendOnlyTables.Of(db))
        {
            await Refuse(db, table, "DELETE", "FOR EACH ROW", ct);
            await Refuse(db, table, "TRUNCATE", "FOR EACH STATEMENT", ct);
            await Refuse(db, table, "UPDATE", "FOR EACH ROW", ct);
        }
        await transaction.CommitAsync(ct);
    }

    private static Task Refuse(MarketplaceDb db, string table, string change, string scope, CancellationToken ct)
    {
        var sql =
            $"""
            CREATE OR REPLACE TRIGGER "{table}_refuses_{change.ToLowerInvariant()}" BEFORE {change} ON "{table}"
            {scope} EXECUTE FUNCTION refuse_change();
            """;
        return db.Database.ExecuteSqlRawAsync(sql, ct);
    }
}
