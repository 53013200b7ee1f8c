using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Reconciliation;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Desk;

/// <summary>What the comparison with the rails' own books found.</summary>
/// <param name="Runs">The last comparisons, newest first.</param>
/// <param name="Open">Lines that nobody has explained, oldest first.</param>
public sealed record RailBoard(IReadOnlyList<StatementRun> Runs, IReadOnlyList<StatementEntry> Open);

/// <summary>Reads the comparisons with rails, for finance.</summary>
public sealed class RailReports(IDbContextFactory<MarketplaceDb> contexts)
{
    private const int Most = 100;

    /// <summary>The board; null for anybody but finance.</summary>
    public async Task<RailBoard?> Board(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return new RailBoard(
            await db.StatementRuns.AsNoTracking().OrderByDescending(r => r.At).Take(Most).ToListAsync(ct),
            await db.StatementEntries.AsNoTracking().Where(e => e.Class != MatchClass.Matched && e.Class != MatchClass.FeeLine)
                .OrderBy(e => e.At).Take(Most).ToListAsync(ct));
    }
}
