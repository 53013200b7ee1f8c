using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Journal;

/// <summary>
/// Somebody with the database in their hands, all guards taken off, changes one row somewhere: a field, a row that goes, a row that comes.
/// The proof finds each. Seeded, so that one that is missed comes back.
/// </summary>
public sealed class TamperTests
{
    private const int Tamperings = 1000;
    private static readonly string[] Tables = ["ledger_transactions", "ledger_entries", "ledger_balances", "ledger_seals"];

    [Fact]
    public async Task A_thousand_random_changes_of_single_rows_are_all_found()
    {
        await using var world = await World.New();
        await Business(world);
        await using var db = world.Db();
        await TakeOffGuards(db);
        var columns = new Dictionary<string, List<string>>();
        foreach (var table in Tables)
            columns[table] = await db.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_info({table})").ToListAsync();

        var random = new Random(20_261_121);
        await using var never = await db.Database.BeginTransactionAsync();
        Assert.Equal([], await world.Get<ProveLedger>().Differences(db, default));
        List<string> missed = [];
        for (var n = 0; n < Tamperings; n++)
        {
            await never.CreateSavepointAsync("clean");
            var what = await Tamper(db, random, columns);
            db.ChangeTracker.Clear();
            if ((await world.Get<ProveLedger>().Differences(db, default)).Count == 0) missed.Add(what);
            await never.RollbackToSavepointAsync("clean");
        }
        Assert.True(missed.Count == 0, string.Join('\n', missed));
        Assert.Equal([], await world.Get<ProveLedger>().Differences(db, default));
    }

    // A bit of everything: parts, refunds on their way, pending earnings, a claim that was won, a payout.
    private static async Task Business(World world)
    {
        var deals = new Deals(world);
        UserId ama = UserId.New(), kofi = UserId.New();
        var part = await deals.Funded(new Money(10_000, Asset.Ghs), ama, 5, new Payee(kofi, 1));
        await deals.Release(part, new Money(4_000, Asset.Ghs));
        await deals.Refund(part, new Money(1_000, Asset.Ghs));
        var claimed = await deals.Funded(new Money(5_000, Asset.Ghs), ama, 0, new Payee(kofi, 2), new Payee(UserId.New(), 1));
        await deals.Release(claimed);
        var capture = (await deals.Load(claimed)).Captures[0].Id;
        var claim = await deals.Verb((db, t) => t.Reverse(db, capture, "claim-1", new Money(5_000, Asset.Ghs), Money.Zero(Asset.Ghs), false, default));
        await deals.Verb((db, t) => t.Decide(db, claim.Value.Id, true, default));
        await deals.Funded(new Money(777, Asset.Cny), ama, 0, new Payee(kofi, 1));
        await deals.Pass(TimeSpan.FromDays(6));
        await world.Get<SealLedger>().Run(default);
    }

    private static async Task TakeOffGuards(MarketplaceDb db)
    {
        // One connection for all that follows: two of the guards belong to it.
        await db.Database.OpenConnectionAsync();
        foreach (var drop in await db.Database.SqlQueryRaw<string>("SELECT 'DROP TRIGGER ' || name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync())
            await db.Database.ExecuteSqlRawAsync(drop);
        await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;");
    }

    // Names come from the schema and values from here; nothing of this is ever said to a database that anybody uses.
    private static async Task<string> Tamper(MarketplaceDb db, Random random, Dictionary<string, List<string>> columns)
    {
        while (true)
        {
            var table = Tables[random.Next(Tables.Length)];
            var all = $"SELECT rowid AS Value FROM {table} ORDER BY rowid";
            var rows = await db.Database.SqlQueryRaw<long>(all).ToListAsync();
            // The last link is looked for outside of this transaction, where it still stands; ProofTests removes that one.
            var row = rows[random.Next(table == "ledger_seals" ? rows.Count - 1 : rows.Count)].ToString(CultureInfo.InvariantCulture);
            var column = columns[table][random.Next(columns[table].Count)];
            var number = random.Next(1, 1000) * (random.Next(2) == 0 ? 1 : -1);
            var letter = "0123456789abcdefxyz'\"{}: "[random.Next(25)].ToString().Replace("'", "''", StringComparison.Ordinal);
            var (what, sql) = random.Next(8) switch
            {
                0 => ("removed", $"DELETE FROM {table} WHERE rowid = {row}"),
                1 => ("copied", Copy(table, columns[table], row)),
                _ => ($"{column} changed", $"""
                    UPDATE {table} SET "{column}" = CASE typeof("{column}") WHEN 'integer' THEN "{column}" + ({number}) WHEN 'null' THEN '{letter}'
                    ELSE substr("{column}", 1, {random.Next(40)}) || '{letter}' || substr("{column}", {random.Next(1, 40)}) END WHERE rowid = {row}
                    """),
            };
            var before = await Content(db, table, columns[table]);
            try
            {
                await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            }
            catch (Microsoft.Data.Sqlite.SqliteException refused) when (refused.SqliteErrorCode == 19)
            {
                continue; // A unique index stands in the way; that is a find of its own.
            }
            if (before != await Content(db, table, columns[table])) return $"{table} {row}: {what} ({sql})";
        }
    }

    private static string Copy(string table, List<string> columns, string row)
    {
        var key = table switch { "ledger_entries" => "Number", "ledger_balances" => "Stripe", "ledger_seals" => "Number", _ => "Id" };
        var values = columns.Select(c => c == key ? (key == "Id" ? "upper(substr(\"Id\", 1, 35)) || 'F'" : $"\"{c}\" + 900")
            : c is "Cause" or "TransactionId" && table is "ledger_transactions" or "ledger_seals" || (table == "ledger_seals" && c == "PreviousHash") ? $"\"{c}\" || 'x'" : $"\"{c}\"");
        return $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM {table} WHERE rowid = {row}";
    }

    private static async Task<string> Content(MarketplaceDb db, string table, List<string> columns)
    {
        var all = $"SELECT {string.Join(" || '|' || ", columns.Select(c => $"quote(\"{c}\")"))} AS Value FROM {table} ORDER BY rowid";
        return string.Join('\n', await db.Database.SqlQueryRaw<string>(all).ToListAsync());
    }
}
