using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Journal;

/// <summary>Walks the chain of seals from its first link: every transaction is the one that was sealed, none is missing, none was put in.</summary>
internal sealed class ChainCheck(ILedgerHead head, IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock) : ILedgerCheck
{
    private const int Page = 1000;
    private static readonly TimeSpan SealedWithin = TimeSpan.FromHours(1);

    public async Task<IReadOnlyList<string>> Run(MarketplaceDb db, CancellationToken ct)
    {
        List<string> found = [];
        var (number, hash) = (0L, LedgerSeal.Genesis);
        var noted = await head.Last(ct);
        while (true)
        {
            var links = await db.LedgerSeals.AsNoTracking().Where(s => s.Number > number).OrderBy(s => s.Number).Take(Page).ToListAsync(ct);
            if (links.Count == 0) break;
            var ids = links.Select(s => s.TransactionId).ToList();
            var transactions = await db.LedgerTransactions.AsNoTracking().Include(t => t.Entries).Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
            foreach (var link in links)
            {
                if (link.Number != number + 1 || link.PreviousHash != hash) found.Add($"The chain breaks before link {link.Number}.");
                if (!transactions.TryGetValue(link.TransactionId, out var transaction)) found.Add($"Transaction {link.TransactionId} of link {link.Number} is gone.");
                else if (link.Hash != LedgerSeal.HashOf(link.PreviousHash, transaction)) found.Add($"Transaction {link.TransactionId} of link {link.Number} was changed.");
                (number, hash) = (link.Number, link.Hash);
                if (noted?.Number == number && noted.Value.Hash != hash) found.Add($"Link {number} is not the one that was noted outside the database.");
            }
        }
        if (noted is { } beyond && beyond.Number > number && !await SealedSince(beyond, ct)) found.Add($"The chain ends at link {number}, but link {beyond.Number} was noted outside the database.");

        var late = clock.GetUtcNow().UtcDateTime - SealedWithin;
        var unsealed = await db.LedgerTransactions.CountAsync(t => t.RecordedAt < late && !db.LedgerSeals.Any(s => s.TransactionId == t.Id), ct);
        if (unsealed > 0) found.Add($"{unsealed} transactions older than an hour are not sealed.");
        return found;
    }

    // The proof reads a moment; the chain may have grown since.
    private async Task<bool> SealedSince((long Number, string Hash) noted, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.LedgerSeals.AnyAsync(s => s.Number == noted.Number && s.Hash == noted.Hash, ct);
    }
}
