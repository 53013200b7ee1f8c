using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Core.Storage.Postgres;

/// <summary>PostgreSQL's spelling.</summary>
public sealed class PostgresDialect : IDialect
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly PostgresDialect Instance = new();

    /// <inheritdoc/>
    public string Name => "postgres";

    /// <inheritdoc/>
    public bool IsTransient(Exception failure) => failure is DbUpdateConcurrencyException
        || Find(failure) is { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <inheritdoc/>
    public bool IsDuplicate(Exception failure) => Find(failure) is { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxMessage>> ClaimOutbox(
        MarketplaceDb db, DateTime now, DateTime leaseUntil, int limit, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await db.Outbox.FromSql(
            $"""
            SELECT * FROM outbox WHERE "DoneAt" IS NULL AND "DueAt" <= {now}
            ORDER BY "Id" LIMIT {limit} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        foreach (var message in due) message.DueAt = leaseUntil;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return due;
    }

    private static PostgresException? Find(Exception? failure) =>
        failure is null ? null : failure as PostgresException ?? Find(failure.InnerException);
}
