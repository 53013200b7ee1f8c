using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Escrow;

/// <summary>The ledger once more, in the simplest way: adds up every new transaction in memory and compares all balances with the stored ones.</summary>
internal sealed class NaiveBooks
{
    private readonly Dictionary<(string Account, Asset Asset), long> sums = [];
    private readonly Dictionary<LedgerTransactionId, LedgerTransaction> seen = [];
    private readonly HashSet<string> causes = [];

    public long Of(string account, Asset asset) => sums.GetValueOrDefault((account, asset));

    public async Task Follow(MarketplaceDb db, string what)
    {
        var known = seen.Keys.ToList();
        foreach (var booked in await db.LedgerTransactions.AsNoTracking().Include(t => t.Entries).Where(t => !known.Contains(t.Id)).ToListAsync())
        {
            seen.Add(booked.Id, booked);
            Assert.True(causes.Add(booked.Cause), $"{what}: {booked.Cause} twice");
            Assert.True(booked.Entries.Count >= 2 && booked.Entries.All(e => e.Amount != 0), $"{what}: {booked.Kind} has empty lines");
            Assert.All(booked.Entries.GroupBy(e => e.Asset), asset => Assert.True(asset.Sum(e => e.Amount) == 0, $"{what}: {booked.Kind} does not balance"));
            foreach (var entry in booked.Entries) sums[(entry.Account, entry.Asset)] = Of(entry.Account, entry.Asset) + entry.Amount;
        }
        foreach (var back in seen.Values.Where(t => t.Reverses is not null))
            Assert.Equal(seen[back.Reverses!.Value].Entries.Select(e => (e.Account, e.Asset.Code, -e.Amount)).Order(), back.Entries.Select(e => (e.Account, e.Asset.Code, e.Amount)).Order());
        Assert.Equal(seen.Values.Count(t => t.Reverses is not null), seen.Values.Select(t => t.Reverses).OfType<LedgerTransactionId>().Distinct().Count());

        var stored = (await db.LedgerBalances.AsNoTracking().ToListAsync()).GroupBy(b => (b.Account, b.Asset)).ToDictionary(g => g.Key, g => g.Sum(b => b.Posted));
        foreach (var key in stored.Keys.Union(sums.Keys))
            Assert.True(stored.GetValueOrDefault(key) == sums.GetValueOrDefault(key), $"{what}: {key.Account} holds {stored.GetValueOrDefault(key)}, its lines say {sums.GetValueOrDefault(key)}");
        foreach (var ((account, _), minor) in sums)
            Assert.True(AccountRules.Of(account) switch { AccountRule.Liability => minor <= 0, AccountRule.Receivable => minor >= 0, _ => true }, $"{what}: {account} at {minor}");
    }
}
