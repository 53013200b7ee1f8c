using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Marketplace.Benchmarks;

/// <summary>
/// The limit that the machine's disk and the engine set: the same rows as one money step (three lines, transaction, receipt, audit, outbox),
/// written by plain SQL without any of our code. On SQLite with 1 and with 16 steps in a commit, on PostgreSQL by 16 connections.
/// </summary>
internal static class BareDatabase
{
    private const string Tables =
        "CREATE TABLE IF NOT EXISTS bare_rows (id TEXT PRIMARY KEY, kind TEXT, body TEXT); CREATE TABLE IF NOT EXISTS bare_balances (id INTEGER PRIMARY KEY, posted BIGINT);";
    private static readonly string Body = new('x', 300);

    public static async Task Measure(string connection, string engine, int seconds)
    {
        await using var first = await Open(connection, engine);
        await Execute(first, null, Tables);
        await Execute(first, null, string.Concat(Enumerable.Range(0, 1000).Select(i => $"INSERT INTO bare_balances VALUES ({i}, 0) ON CONFLICT DO NOTHING;")));
        if (engine == "postgres")
        {
            await MoneySteps.Measure("postgres: the bare database, 16 connections", seconds, async _ =>
            {
                await using var own = await Open(connection, engine);
                await Steps(own, 1);
            });
            return;
        }
        using SemaphoreSlim writer = new(1);
        foreach (var size in new[] { 1, 16 })
            await MoneySteps.Measure($"sqlite: the bare database, {size} step(s) a commit (× {size})", seconds, async _ =>
            {
                await writer.WaitAsync();
                try
                {
                    await Steps(first, size);
                }
                finally
                {
                    writer.Release();
                }
            });
    }

    private static async Task Steps(DbConnection connection, int size)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        for (var step = 0; step < size; step++)
        {
            var a = Random.Shared.Next(1000);
            var b = Random.Shared.Next(1000);
            var (low, high) = (Math.Min(a, b), Math.Max(a, b)); // In one order, so that nobody waits in a ring.
            await Execute(connection, transaction, $"UPDATE bare_balances SET posted = posted + 1 WHERE id = {low}");
            await Execute(connection, transaction, $"UPDATE bare_balances SET posted = posted - 1 WHERE id = {high}");
            for (var row = 0; row < 7; row++)
                await Execute(connection, transaction, $"INSERT INTO bare_rows VALUES ('{Guid.CreateVersion7()}', 'step', '{Body}')");
        }
        await transaction.CommitAsync();
    }

    private static async Task<DbConnection> Open(string connection, string engine)
    {
        DbConnection opened = engine == "postgres" ? new NpgsqlConnection(connection) : new SqliteConnection($"Data Source={connection}");
        await opened.OpenAsync();
        if (engine == "sqlite") await Execute(opened, null, "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL;");
        return opened;
    }

    private static async Task Execute(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
