using Marketplace.Core.Media;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>Removes evidence clips that are older than they are kept; hash, times and scores stay (section 16 of the rule book).</summary>
public sealed class EvidenceBroom(IDbContextFactory<MarketplaceDb> contexts, IBlobStore blobs, ListeningOptions options, TimeProvider clock)
{
    /// <summary>Looks back so far before the limit; it runs often enough to see every clip several times.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(7);

    /// <summary>Removes what is due. Clips of disputed plays stay until the dispute is over.</summary>
    /// <returns>Clips removed.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var until = clock.GetUtcNow().UtcDateTime - options.EvidenceKept;
        var since = until - LookBack;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var due = await (from d in db.Detections
                         where d.EvidenceKey != null && d.RecordedAt >= since && d.RecordedAt < until
                             && !db.PlayDetections.Any(link => link.DetectionId == d.Id
                                 && db.Plays.Any(p => p.Id == link.PlayId && p.State == PlayState.Disputed))
                         select d.EvidenceKey!).Distinct().ToListAsync(ct);
        var removed = 0;
        foreach (var key in due)
        {
            if (!await blobs.Exists(key, ct)) continue;
            await blobs.Delete(key, ct);
            removed++;
        }
        return removed;
    }
}
