using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Journal;

/// <summary>Looks for one kind of difference. Reads only, and all checks of a proof read the same moment.</summary>
public interface ILedgerCheck
{
    /// <summary>One sentence per difference, none when all is well.</summary>
    Task<IReadOnlyList<string>> Run(MarketplaceDb db, CancellationToken ct);
}

/// <summary>Every transaction balances in each asset, has two lines or more, and the whole sums to zero.</summary>
internal sealed class BalancedCheck : ILedgerCheck
{
    public async Task<IReadOnlyList<string>> Run(MarketplaceDb db, CancellationToken ct)
    {
        List<string> found = [];
        foreach (var odd in await db.LedgerEntries.GroupBy(e => new { e.TransactionId, e.Asset })
                     .Where(g => g.Sum(e => e.Amount) != 0).Select(g => new { g.Key.TransactionId, g.Key.Asset }).ToListAsync(ct))
            found.Add($"Transaction {odd.TransactionId} does not balance in {odd.Asset}.");
        foreach (var lonely in await db.LedgerTransactions.Where(t => t.Entries.Count() < 2).Select(t => t.Id).ToListAsync(ct))
            found.Add($"Transaction {lonely} has fewer than two lines.");
        foreach (var asset in await db.LedgerEntries.GroupBy(e => e.Asset).Select(g => new { g.Key, Sum = g.Sum(e => e.Amount) }).ToListAsync(ct))
            if (asset.Sum != 0) found.Add($"All lines of {asset.Key} sum to {new Money(asset.Sum, asset.Key)} instead of zero.");
        return found;
    }
}

/// <summary>Every balance is the sum of its entries, moved as often as they say, and is kept as the kind that its path names.</summary>
internal sealed class BalanceCheck : ILedgerCheck
{
    public async Task<IReadOnlyList<string>> Run(MarketplaceDb db, CancellationToken ct)
    {
        List<string> found = [];
        var differences = await db.LedgerEntries.Select(e => new { e.Account, e.Asset, e.Amount })
            .Concat(db.LedgerBalances.Select(b => new { b.Account, b.Asset, Amount = -b.Posted }))
            .GroupBy(x => new { x.Account, x.Asset }).Where(g => g.Sum(x => x.Amount) != 0)
            .Select(g => new { g.Key.Account, g.Key.Asset, Difference = g.Sum(x => x.Amount) }).ToListAsync(ct);
        found.AddRange(differences.Select(d => $"The entries of {d.Account} differ from its balance by {new Money(d.Difference, d.Asset)}."));

        var moves = await db.LedgerEntries.GroupBy(e => new { e.TransactionId, e.Account, e.Asset }).Where(g => g.Sum(e => e.Amount) != 0)
            .Select(g => new { g.Key.Account, g.Key.Asset, Moves = 1L })
            .Concat(db.LedgerBalances.Select(b => new { b.Account, b.Asset, Moves = -b.Moves }))
            .GroupBy(x => new { x.Account, x.Asset }).Where(g => g.Sum(x => x.Moves) != 0)
            .Select(g => new { g.Key.Account, Difference = g.Sum(x => x.Moves) }).ToListAsync(ct);
        found.AddRange(moves.Select(m => $"{m.Account} moved {m.Difference} times more than its balance says."));

        // Compared in the database, letter by letter: reading would forgive a name that the database's own guards do not know.
        AccountRule[] known = [.. Enum.GetValues<AccountRule>()];
        if (await db.LedgerBalances.CountAsync(b => !known.Contains(b.Rule), ct) is > 0 and var strange) found.Add($"{strange} balances are kept as no kind at all.");
        await foreach (var row in db.LedgerBalances.Select(b => new { b.Account, b.Rule, b.Stripe }).AsAsyncEnumerable().WithCancellation(ct))
            if (row.Rule != AccountRules.Of(row.Account) || !Balances.IsStripe(db, row.Rule, row.Stripe))
                found.Add($"{row.Account} is kept as {row.Rule} in row {row.Stripe}.");
        return found;
    }
}

/// <summary>No account is on the wrong side of zero. A provider's account may be, which is an alarm of its own.</summary>
internal sealed class SignCheck : ILedgerCheck
{
    public async Task<IReadOnlyList<string>> Run(MarketplaceDb db, CancellationToken ct)
    {
        List<string> found = [];
        var sums = db.LedgerBalances.GroupBy(b => new { b.Account, b.Asset })
            .Select(g => new { g.Key.Account, g.Key.Asset, Posted = g.Sum(b => b.Posted) }).Where(s => s.Posted != 0);
        await foreach (var sum in sums.AsAsyncEnumerable().WithCancellation(ct))
            if (AccountRules.Of(sum.Account) is var rule
                && ((rule == AccountRule.Liability && sum.Posted > 0) || (rule == AccountRule.Receivable && sum.Posted < 0)))
                found.Add($"{sum.Account} stands at {new Money(sum.Posted, sum.Asset)}, which its rule forbids.");
        return found;
    }
}

/// <summary>A reversal is the exact negative of what it reverses.</summary>
internal sealed class ReversalCheck : ILedgerCheck
{
    public async Task<IReadOnlyList<string>> Run(MarketplaceDb db, CancellationToken ct)
    {
        var inexact = await (
            from reversal in db.LedgerTransactions
            where reversal.Reverses != null
            join theirs in db.LedgerEntries on reversal.Id equals theirs.TransactionId
            where !db.LedgerEntries.Any(o => o.TransactionId == reversal.Reverses && o.Number == theirs.Number
                && o.Account == theirs.Account && o.Asset == theirs.Asset && o.Amount == -theirs.Amount)
            select reversal.Id).Distinct().ToListAsync(ct);
        return [.. inexact.Select(id => $"Transaction {id} is not the exact negative of the one it reverses.")];
    }
}
