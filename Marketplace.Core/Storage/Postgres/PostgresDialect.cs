using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Marketplace.Core.Storage.Postgres;

/// <summary>PostgreSQL's spelling.</summary>
public sealed class PostgresDialect : IDialect
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly PostgresDialect Instance = new();

    /// <summary>
    /// The connection string with what every node wants, unless it says otherwise: statements that come again are planned once per connection,
    /// and a connection that is handed on is not scrubbed, because no step leaves anything behind in its session.
    /// </summary>
    public static string Tune(string connection)
    {
        // The plain builder tells what was said; the engine's own one knows every word whether it was said or not.
        var said = new DbConnectionStringBuilder { ConnectionString = connection };
        var given = new NpgsqlConnectionStringBuilder(connection);
        if (!said.ContainsKey("Max Auto Prepare")) given.MaxAutoPrepare = 200;
        if (!said.ContainsKey("Auto Prepare Min Usages")) given.AutoPrepareMinUsages = 2;
        if (!said.ContainsKey("No Reset On Close")) given.NoResetOnClose = true;
        return given.ConnectionString;
    }

    /// <inheritdoc/>
    public string Name => "postgres";

    /// <inheritdoc/>
    public bool HasOneWriter => false;

    /// <inheritdoc/>
    /// <remarks>
    /// Many write at once here, so a row may be written over one that has changed since it was read. A version that is out of date shows
    /// it, but a check of the table may see it first.
    /// </remarks>
    public bool IsTransient(Exception failure) => failure is DbUpdateConcurrencyException || Find(failure) is
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.CheckViolation,
    };

    /// <inheritdoc/>
    public bool IsDuplicate(Exception failure) => Find(failure) is { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <inheritdoc/>
    public Task<IDbContextTransaction> BeginSnapshot(MarketplaceDb db, CancellationToken ct) =>
        db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxMessage>> ClaimOutbox(
        MarketplaceDb db, DateTime now, DateTime leaseUntil, int limit, CancellationToken ct)
    {
        var due = await db.Outbox.FromSql(
            $"""
            SELECT * FROM outbox WHERE "DoneAt" IS NULL AND "DueAt" <= {now}
            ORDER BY "Id" LIMIT {limit} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        foreach (var message in due)
        {
            message.DueAt = leaseUntil;
            message.Attempts++; // Counted before the work, so that a message which kills the process does not come back for ever.
        }
        await db.SaveChangesAsync(ct);
        return due;
    }

    /// <inheritdoc/>
    public Task Protect(MarketplaceDb db, CancellationToken ct) => PostgresTriggers.Create(db, ct);

    /// <inheritdoc/>
    public Task Save(MarketplaceDb db, string target, CancellationToken ct) =>
        PostgresDump.Save(db.Database.GetConnectionString()!, target, ct);

    /// <inheritdoc/>
    public async Task Load(MarketplaceDb db, string source, CancellationToken ct)
    {
        if ((await db.Database.GetAppliedMigrationsAsync(ct)).Any())
            throw new InvalidOperationException("The database is not empty; restore into a new one.");
        await PostgresDump.Load(db.Database.GetConnectionString()!, source, ct);
    }

    private static PostgresException? Find(Exception? failure) =>
        failure is null ? null : failure as PostgresException ?? Find(failure.InnerException);
}
