using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>
/// What tranches, refunds and pending earnings say of themselves is what the books say. So a tranche at its end has nothing in escrow, and
/// no account of escrow, refund or pending money belongs to nobody.
/// </summary>
internal sealed class TrancheCheck : ILedgerCheck
{
    private sealed record Sum(string Account, Asset Asset, long Minor);

    public async Task<IReadOnlyList<string>> Run(MarketplaceDb db, CancellationToken ct)
    {
        List<string> found = [];
        var books = await db.LedgerBalances.Where(b => b.Posted != 0
                && (b.Account.StartsWith("escrow:") || b.Account.StartsWith("refund_hold:") || b.Account.EndsWith(":pending")))
            .ToDictionaryAsync(b => (b.Account, b.Asset), b => -b.Posted, ct);
        var said = await db.Captures.Where(c => c.Left > 0).Select(c => new { c.TrancheId, c.Asset, c.Left }).ToListAsync(ct);
        var refunds = await db.Refunds.Where(r => r.State == RefundState.Held).Select(r => new { r.Id, r.Asset, r.Amount }).ToListAsync(ct);
        var pending = await db.Clearings.Where(c => c.MaturedAt == null && c.Left > 0).Select(c => new { c.UserId, c.Asset, c.Left }).ToListAsync(ct);
        var sums = said.Select(c => new Sum(AccountPath.Escrow(c.TrancheId.Value), c.Asset, c.Left))
            .Concat(refunds.Select(r => new Sum(AccountPath.RefundHold(r.Id.Value), r.Asset, r.Amount)))
            .Concat(pending.Select(c => new Sum(AccountPath.Pending(c.UserId), c.Asset, c.Left)))
            .GroupBy(s => (s.Account, s.Asset)).ToDictionary(g => g.Key, g => g.Sum(s => s.Minor));
        foreach (var key in books.Keys.Union(sums.Keys))
            if (books.GetValueOrDefault(key) != sums.GetValueOrDefault(key))
                found.Add($"{key.Account} holds {new Money(books.GetValueOrDefault(key), key.Asset)}, but its rows say {new Money(sums.GetValueOrDefault(key), key.Asset)}.");
        return found;
    }
}
