using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Marketplace.Core.Storage.Sqlite;

/// <summary>SQLite's spelling.</summary>
public sealed class SqliteDialect : IDialect
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly SqliteDialect Instance = new();

    /// <inheritdoc/>
    public string Name => "sqlite";

    /// <inheritdoc/>
    public bool HasOneWriter => true;

    /// <inheritdoc/>
    public bool IsTransient(Exception failure) => failure is DbUpdateConcurrencyException
        || Find(failure) is { SqliteErrorCode: 5 or 6 }; // SQLITE_BUSY, SQLITE_LOCKED

    /// <inheritdoc/>
    public bool IsDuplicate(Exception failure) => Find(failure) is { SqliteExtendedErrorCode: 1555 or 2067 };

    /// <inheritdoc/>
    public async Task<IDbContextTransaction> BeginSnapshot(MarketplaceDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        // Deferred: it reads from the log as it was at its first query, and never asks for the writer's place.
        var reading = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await db.Database.UseTransactionAsync(reading, ct))!;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxMessage>> ClaimOutbox(
        MarketplaceDb db, DateTime now, DateTime leaseUntil, int limit, CancellationToken ct)
    {
        // One process owns the file, so reading and moving the lease in one transaction is enough.
        var due = await db.Outbox.Where(m => m.DoneAt == null && m.DueAt <= now).OrderBy(m => m.Id).Take(limit).ToListAsync(ct);
        foreach (var message in due)
        {
            message.DueAt = leaseUntil;
            message.Attempts++; // Counted before the work, so that a message which kills the process does not come back for ever.
        }
        await db.SaveChangesAsync(ct);
        return due;
    }

    /// <inheritdoc/>
    public Task Protect(MarketplaceDb db, CancellationToken ct) => SqliteTriggers.Create(db, ct);

    /// <inheritdoc/>
    public async Task Save(MarketplaceDb db, string target, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {target}", ct);
        await WriteAhead(target, ct);
    }

    /// <inheritdoc/>
    public async Task Load(MarketplaceDb db, string source, CancellationToken ct)
    {
        var target = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        if (File.Exists(target)) throw new InvalidOperationException($"{target} exists; restore into an empty data folder.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        File.Copy(source, target);
        await WriteAhead(target, ct);
    }

    // A copy has lost the mode of its original, in which readers do not wait for the writer and a commit waits for the disk once.
    private static async Task WriteAhead(string file, CancellationToken ct)
    {
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        await copy.OpenAsync(ct);
        await using var command = copy.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        await command.ExecuteNonQueryAsync(ct);
    }

    private static SqliteException? Find(Exception? failure) =>
        failure is null ? null : failure as SqliteException ?? Find(failure.InnerException);
}
