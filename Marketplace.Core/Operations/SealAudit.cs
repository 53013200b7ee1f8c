using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Operations;

/// <summary>Chains the audit rows that are not sealed yet. Runs on one node at a time.</summary>
/// <remarks>It does not write an audit row itself, or there would always be one more to seal.</remarks>
public sealed class SealAudit(IDbContextFactory<MarketplaceDb> contexts, IAuditHead head)
{
    private const int Batch = 500;

    /// <summary>Seals everything that is there and notes the new head outside the database.</summary>
    /// <returns>How many rows were sealed.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var count = 0;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var rows = await db.AuditEntries.Where(a => a.Hash == null).OrderBy(a => a.Sequence).Take(Batch).ToListAsync(ct);
            if (rows.Count == 0) return count;
            var previous = await Head(db, ct);
            foreach (var row in rows)
            {
                row.PreviousHash = previous;
                previous = row.Hash = AuditChain.HashOf(previous, row);
            }
            await db.SaveChangesAsync(ct);
            await head.Note(previous, ct);
            count += rows.Count;
        }
    }

    // The head is the one hash that no other row follows.
    private static async Task<string> Head(MarketplaceDb db, CancellationToken ct) =>
        await db.AuditEntries.Where(a => a.Hash != null && !db.AuditEntries.Any(b => b.PreviousHash == a.Hash))
            .OrderByDescending(a => a.Sequence).Select(a => a.Hash).FirstOrDefaultAsync(ct) ?? AuditChain.Genesis;
}

/// <summary>Keeps the head of the sealed audit log where somebody who can change the database cannot change it.</summary>
public interface IAuditHead
{
    /// <summary>Adds a head; earlier ones stay.</summary>
    Task Note(string hash, CancellationToken ct);

    /// <summary>The head noted last, or null when none ever was.</summary>
    Task<string?> Last(CancellationToken ct);
}
