using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Operations;

/// <summary>Removes rows that have done their work: receipts, told events and fired timers.</summary>
public sealed class SweepOldRows(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    /// <summary>A repeat of a request older than this is no repeat any more.</summary>
    public static readonly TimeSpan ReceiptsAreKept = TimeSpan.FromDays(30);

    /// <summary>Told events and fired timers are kept so long for people who look for a cause.</summary>
    public static readonly TimeSpan DoneIsKept = TimeSpan.FromDays(7);

    /// <summary>Sweeps once.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        DateTime receiptsBefore = now - ReceiptsAreKept, doneBefore = now - DoneIsKept;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Receipts.Where(r => r.At < receiptsBefore).ExecuteDeleteAsync(ct)
            + await db.Outbox.Where(m => m.DoneAt != null && m.DoneAt < doneBefore).ExecuteDeleteAsync(ct)
            + await db.Timers.Where(t => t.FiredAt != null && t.FiredAt < doneBefore).ExecuteDeleteAsync(ct);
    }
}
