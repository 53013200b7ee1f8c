using Microsoft.EntityFrameworkCore.Storage;

namespace Marketplace.Core.Storage;

/// <summary>What the engines spell differently; everything else is plain LINQ.</summary>
public interface IDialect
{
    /// <summary>Short name: <c>sqlite</c> or <c>postgres</c>.</summary>
    string Name { get; }

    /// <summary>Whether the engine lets one writer in at a time, so that writers queue in front of it.</summary>
    bool HasOneWriter { get; }

    /// <summary>Whether the failure is a lost race that a fresh try may win (deadlock, serialization, busy).</summary>
    bool IsTransient(Exception failure);

    /// <summary>Whether the failure is a broken unique rule.</summary>
    bool IsDuplicate(Exception failure);

    /// <summary>Begins to read the database as it is at one moment, while others go on writing.</summary>
    Task<IDbContextTransaction> BeginSnapshot(MarketplaceDb db, CancellationToken ct);

    /// <summary>
    /// Takes up to <paramref name="limit"/> outbox messages that are due, so that no other node takes them before
    /// <paramref name="leaseUntil"/>. The caller has begun a transaction and commits it.
    /// </summary>
    Task<IReadOnlyList<OutboxMessage>> ClaimOutbox(MarketplaceDb db, DateTime now, DateTime leaseUntil, int limit, CancellationToken ct);

    /// <summary>
    /// Makes the database itself refuse changes of append-only rows: of the audit log, whose rows may only be sealed once, and of every
    /// entity marked <see cref="IAppendOnly"/>. Safe to run at every start.
    /// </summary>
    Task Protect(MarketplaceDb db, CancellationToken ct);

    /// <summary>Writes a consistent copy of the whole database into a new file while others go on working.</summary>
    Task Save(MarketplaceDb db, string target, CancellationToken ct);

    /// <summary>Loads such a copy into a database that is still empty.</summary>
    /// <exception cref="InvalidOperationException">There is something in the database already.</exception>
    Task Load(MarketplaceDb db, string source, CancellationToken ct);
}

/// <summary>Marks an entity whose rows are written once: the database refuses to change or remove them.</summary>
public interface IAppendOnly;
