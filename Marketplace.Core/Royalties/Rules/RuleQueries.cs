using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Rules;

/// <summary>Reads price rules.</summary>
public sealed class RuleQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>All rules as one book, or why they contradict each other.</summary>
    public async Task<Result<RuleBook>> Book(CancellationToken ct) => RuleBook.Of(await All(ct));

    /// <summary>Every version of every rule, by id and version.</summary>
    public async Task<IReadOnlyList<RateRule>> All(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.RoyaltyRules.AsNoTracking().OrderBy(r => r.RuleId).ThenBy(r => r.RuleVersion).ToListAsync(ct);
        return rows.ConvertAll(row => row.ToRule());
    }
}
