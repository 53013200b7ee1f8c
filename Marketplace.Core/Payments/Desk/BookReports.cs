using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Desk;

/// <summary>A row of the trial balance: all accounts of one kind, or one account of the house.</summary>
/// <param name="Group">Root of the path, and for accounts of the house the whole path.</param>
/// <param name="Rule">What the accounts are.</param>
/// <param name="Accounts">How many accounts have a balance.</param>
/// <param name="Debit">What stands on the left.</param>
/// <param name="Credit">What stands on the right.</param>
public sealed record TrialRow(string Group, AccountRule Rule, int Accounts, Money Debit, Money Credit);

/// <summary>Whether the house has what it owes, in one asset.</summary>
/// <param name="Asset">What is counted.</param>
/// <param name="Have">Money at providers and banks, and what is owed to the house.</param>
/// <param name="Owe">Money of people: escrow, balances, holds, money on its way, tax.</param>
/// <param name="Own">What is the house's own: income less cost, and equity.</param>
public sealed record Solvency(Asset Asset, Money Have, Money Owe, Money Own)
{
    /// <summary>What is left when everything owed is paid.</summary>
    public Money Left => Have - Owe;
    /// <summary>Whether all that is owed is there.</summary>
    public bool Holds => Left.Minor >= 0;
    /// <summary>Whether the three sides fit together to the last unit.</summary>
    public bool AddsUp => Left == Own;
}

/// <summary>Money that waits, by kind of account and age.</summary>
/// <param name="Group">Root of the path.</param>
/// <param name="Asset">What is counted.</param>
/// <param name="ByAge">Up to a day, a week, 30 days, 90 days, older.</param>
/// <param name="Oldest">When the oldest of it was last moved, UTC.</param>
public sealed record AgeRow(string Group, Asset Asset, IReadOnlyList<Money> ByAge, DateTime Oldest)
{
    /// <summary>The sum.</summary>
    public Money Total => ByAge.Aggregate(Money.Zero(Asset), (a, b) => a + b);
}

/// <summary>Income, cost and tax of one month.</summary>
/// <param name="Month">First day.</param>
/// <param name="Account">Path.</param>
/// <param name="Amount">Income and tax positive, cost negative.</param>
/// <param name="Entries">How many lines.</param>
public sealed record FeeRow(DateOnly Month, string Account, Money Amount, int Entries);

/// <summary>The books as finance reads them. Every figure is summed from balances or entries at the moment of asking.</summary>
public sealed class BookReports(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    /// <summary>Most days of one export of entries.</summary>
    public const int MostDays = 366;
    private static readonly int[] Ages = [1, 7, 30, 90];
    private static readonly string[] Held = ["escrow", "order", "booking", "refund_hold", "withdrawal_hold", "in_transit", "suspense", "subscription", "station", "royalty"];

    /// <summary>All balances by kind; empty for anybody but finance.</summary>
    public async Task<IReadOnlyList<TrialRow>> Trial(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return [];
        return [.. (await Balances(ct)).Where(b => b.Minor != 0).GroupBy(b => (Group: GroupOf(b.Account), b.Asset))
            .Select(g => new TrialRow(g.Key.Group, AccountRules.Of(g.First().Account), g.Count(),
                new Money(g.Where(b => b.Minor > 0).Sum(b => b.Minor), g.Key.Asset), new Money(-g.Where(b => b.Minor < 0).Sum(b => b.Minor), g.Key.Asset)))
            .OrderBy(r => r.Debit.Asset.Code, StringComparer.Ordinal).ThenBy(r => r.Rule).ThenBy(r => r.Group, StringComparer.Ordinal)];
    }

    /// <summary>Whether the house has what it owes, by asset; empty for anybody but finance.</summary>
    public async Task<IReadOnlyList<Solvency>> Proof(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return [];
        return [.. (await Balances(ct)).GroupBy(b => b.Asset).OrderBy(g => g.Key.Code, StringComparer.Ordinal).Select(g =>
        {
            Money Sum(params AccountRule[] rules) => new(g.Where(b => rules.Contains(AccountRules.Of(b.Account))).Sum(b => b.Minor), g.Key);
            return new Solvency(g.Key, Sum(AccountRule.Outside, AccountRule.Receivable), -Sum(AccountRule.Liability),
                -Sum(AccountRule.Income, AccountRule.Expense, AccountRule.Equity, AccountRule.Trading));
        })];
    }

    /// <summary>Money that waits for something, by age since it last moved; empty for anybody but finance.</summary>
    public async Task<IReadOnlyList<AgeRow>> Ageing(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var waiting = (await Balances(ct)).Where(b => b.Minor < 0 && Held.Contains(Root(b.Account))).ToList();
        var accounts = waiting.Select(b => b.Account).ToList();
        Dictionary<(string, Asset), DateTime> moved = [];
        foreach (var some in accounts.Chunk(500))
            foreach (var last in await db.LedgerEntries.Where(e => some.Contains(e.Account))
                         .Join(db.LedgerTransactions, e => e.TransactionId, t => t.Id, (e, t) => new { e.Account, e.Asset, t.RecordedAt })
                         .GroupBy(x => new { x.Account, x.Asset }).Select(g => new { g.Key.Account, g.Key.Asset, At = g.Max(x => x.RecordedAt) }).ToListAsync(ct))
                moved[(last.Account, last.Asset)] = last.At;
        return [.. waiting.GroupBy(b => (Group: Root(b.Account), b.Asset)).OrderBy(g => g.Key.Asset.Code, StringComparer.Ordinal).ThenBy(g => g.Key.Group, StringComparer.Ordinal)
            .Select(g =>
            {
                var byAge = new long[Ages.Length + 1];
                foreach (var account in g)
                    byAge[Ages.Count(days => now - moved[(account.Account, account.Asset)] > TimeSpan.FromDays(days))] -= account.Minor;
                return new AgeRow(g.Key.Group, g.Key.Asset, [.. byAge.Select(m => new Money(m, g.Key.Asset))], g.Min(a => moved[(a.Account, a.Asset)]));
            })];
    }

    /// <summary>Income, cost and tax by month and account, newest month first; empty for anybody but finance.</summary>
    public async Task<IReadOnlyList<FeeRow>> Fees(Actor actor, DateOnly from, DateOnly to, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        List<FeeRow> rows = [];
        for (var month = new DateOnly(to.Year, to.Month, 1); month >= new DateOnly(from.Year, from.Month, 1); month = month.AddMonths(-1))
        {
            var (start, end) = (HouseDays.Start(month), HouseDays.Start(month.AddMonths(1)));
            var sums = await db.LedgerEntries.Where(e => e.Account.StartsWith("revenue:") || e.Account.StartsWith("expense:") || e.Account.StartsWith("tax:"))
                .Join(db.LedgerTransactions.Where(t => t.RecordedAt >= start && t.RecordedAt < end), e => e.TransactionId, t => t.Id, (e, _) => e)
                .GroupBy(e => new { e.Account, e.Asset }).Select(g => new { g.Key.Account, g.Key.Asset, Sum = g.Sum(e => e.Amount), Count = g.Count() }).ToListAsync(ct);
            rows.AddRange(sums.OrderBy(s => s.Account, StringComparer.Ordinal).Select(s => new FeeRow(month, s.Account, new Money(-s.Sum, s.Asset), s.Count)));
        }
        return rows;
    }

    /// <summary>Every entry of at most <see cref="MostDays"/> days, oldest first, for the export; empty for anybody but finance.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Wallets.MoneyCsv.Cell>> Entries(
        Actor actor, DateOnly from, DateOnly to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance) || HouseDays.Span(from, to, MostDays).Fails(out var span, out _)) yield break;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (start, end) = span;
        var rows = db.LedgerTransactions.AsNoTracking().Where(t => t.RecordedAt >= start && t.RecordedAt < end)
            .SelectMany(t => t.Entries, (t, e) => new { t.RecordedAt, t.Id, t.Kind, t.Cause, t.Subject, e.Number, e.Account, e.Asset, e.Amount })
            .OrderBy(x => x.RecordedAt).ThenBy(x => x.Id).ThenBy(x => x.Number);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
            yield return [row.RecordedAt, Wallets.MoneyCsv.Cell.Plain(row.Id.ToString()), row.Kind, row.Cause, row.Subject,
                Wallets.MoneyCsv.Cell.Plain(row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)), row.Account, row.Asset.Code, new Money(row.Amount, row.Asset)];
    }

    /// <summary>The last proof of the whole ledger; null before the first.</summary>
    public async Task<LedgerProof?> LastProof(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.LedgerProofs.AsNoTracking().OrderByDescending(p => p.At).FirstOrDefaultAsync(ct);
    }

    private async Task<List<(string Account, Asset Asset, long Minor)>> Balances(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var sums = await db.LedgerBalances.GroupBy(b => new { b.Account, b.Asset }).Select(g => new { g.Key.Account, g.Key.Asset, Sum = g.Sum(b => b.Posted) }).ToListAsync(ct);
        return [.. sums.Select(s => (s.Account, s.Asset, s.Sum))];
    }

    private static string Root(string account) => account[..account.IndexOf(':', StringComparison.Ordinal)];

    // People's accounts and single deals are summed; accounts of the house stand alone.
    private static string GroupOf(string account) => Root(account) switch
    {
        "user" => "user:" + account[(account.LastIndexOf(':') + 1)..],
        "receivable" => "receivable",
        "provider" or "bank" or "revenue" or "expense" or "tax" or "fx" or "equity" or "adjustment" or "suspense" => account,
        var root => root,
    };
}
