using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Journal;

/// <summary>Chains the transactions that are not sealed yet. Runs on one node at a time.</summary>
public sealed class SealLedger(IDbContextFactory<MarketplaceDb> contexts, ILedgerHead head)
{
    private const int Batch = 500;
    // Two nodes may commit in another order than they drew the time; no step stays open this long.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(10);

    /// <summary>Seals everything that is there.</summary>
    /// <returns>How many transactions were sealed.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var count = 0;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var last = await db.LedgerSeals.AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
            var since = last is null
                ? DateTime.UnixEpoch
                : await db.LedgerTransactions.Where(t => t.Id == last.TransactionId).Select(t => t.RecordedAt).SingleAsync(ct) - LongestStep;
            var waiting = await db.LedgerTransactions.AsNoTracking().Include(t => t.Entries)
                .Where(t => t.RecordedAt >= since && !db.LedgerSeals.Any(s => s.TransactionId == t.Id))
                .OrderBy(t => t.Id).Take(Batch).ToListAsync(ct);
            if (waiting.Count == 0) return count;
            var (number, hash) = (last?.Number ?? 0, last?.Hash ?? LedgerSeal.Genesis);
            foreach (var transaction in waiting)
            {
                var next = LedgerSeal.HashOf(hash, transaction);
                db.LedgerSeals.Add(new LedgerSeal { Number = ++number, TransactionId = transaction.Id, PreviousHash = hash, Hash = next });
                hash = next;
            }
            await db.SaveChangesAsync(ct);
            await head.Note(number, hash, ct);
            count += waiting.Count;
        }
    }
}
