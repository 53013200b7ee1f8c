namespace Marketplace.Core.Storage;

/// <summary>What the engines spell differently; everything else is plain LINQ.</summary>
public interface IDialect
{
    /// <summary>Short name: <c>sqlite</c> or <c>postgres</c>.</summary>
    string Name { get; }

    /// <summary>Whether the failure is a lost race that a fresh try may win (deadlock, serialization, busy).</summary>
    bool IsTransient(Exception failure);

    /// <summary>Whether the failure is a broken unique rule.</summary>
    bool IsDuplicate(Exception failure);

    /// <summary>
    /// Takes up to <paramref name="limit"/> outbox messages that are due, so that no other node takes them before
    /// <paramref name="leaseUntil"/>.
    /// </summary>
    Task<IReadOnlyList<OutboxMessage>> ClaimOutbox(MarketplaceDb db, DateTime now, DateTime leaseUntil, int limit, CancellationToken ct);
}
