using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Wallets;

/// <summary>Reads a person's own wallet. Nobody else's is ever read here: the accounts asked for are made from the actor's own id.</summary>
public sealed class WalletQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>The four numbers of every asset that the actor has anything in, with what they are made of.</summary>
    public async Task<IReadOnlyList<WalletNumbers>> Numbers(Actor actor, CancellationToken ct)
    {
        if (!actor.IsPerson) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var user = actor.UserId;
        var accounts = new OwnAccounts(user);
        var all = accounts.All;
        var sums = await db.LedgerBalances.Where(b => all.Contains(b.Account)).GroupBy(b => new { b.Account, b.Asset })
            .Select(g => new { g.Key.Account, g.Key.Asset, Posted = g.Sum(b => b.Posted) }).ToListAsync(ct);
        var shares = await Shares(db, user, ct);
        var dates = await Dates(db, user, ct);
        var open = await db.Withdrawals.AsNoTracking().Include(w => w.Slices).Where(w => w.UserId == user && (w.State == WithdrawalState.Requested
            || w.State == WithdrawalState.Approved || w.State == WithdrawalState.Sending)).ToListAsync(ct);

        // Also where everything was spent: the movements are still the person's to read.
        var assets = sums.Select(s => s.Asset).Concat(shares.Select(s => s.Share.Asset)).Concat(open.Select(w => w.Asset)).Distinct();
        return [.. assets.OrderBy(a => a.Code, StringComparer.Ordinal).Select(asset =>
        {
            Money Of(string account) => new(-(sums.SingleOrDefault(s => s.Account == account && s.Asset == asset)?.Posted ?? 0), asset);
            var kept = Of(accounts.Reserve);
            var reservations = open.Where(w => w.Asset == asset).Select(w => new Reservation(w.Id, Reserved(w))).ToList();
            if (kept.IsPositive) reservations.Add(new Reservation(null, kept));
            var escrow = shares.Where(s => s.Share.Asset == asset).ToList();
            return new WalletNumbers(asset, Sum(escrow.Select(s => s.Share), asset), Of(accounts.Pending), Of(accounts.Available),
                Sum(reservations.Select(r => r.Amount), asset), -Of(accounts.Owed))
            {
                EscrowShares = escrow, ClearingDates = [.. dates.Where(d => d.Amount.Asset == asset)], Reservations = reservations,
            };
        })];
    }

    /// <summary>What of a withdrawal has neither arrived nor come back.</summary>
    private static Money Reserved(Withdrawal withdrawal) => new(withdrawal.AmountMinor
        - withdrawal.Slices.Sum(s => s.PaidMinor + (s.State is SliceState.Failed or SliceState.PartlyPaid ? s.AmountMinor - s.PaidMinor : 0)), withdrawal.Asset);

    private static async Task<List<EscrowShare>> Shares(MarketplaceDb db, UserId user, CancellationToken ct)
    {
        // Payees stand in a list of JSON; the text is searched for the id, and the list decides.
        var mark = user.Value.ToString();
        var tranches = await db.Tranches.AsNoTracking().Include(t => t.Captures)
            .Where(t => t.PayeesJson.Contains(mark) && t.Captures.Any(c => c.Left > 0)).ToListAsync(ct);
        List<EscrowShare> shares = [];
        foreach (var tranche in tranches)
        {
            var payees = tranche.Payees;
            var mine = payees.ToList().FindIndex(p => p.User == user);
            if (mine < 0) continue;
            var parts = tranche.Left.Allocate([.. payees.Select(p => (long)p.Weight)]);
            shares.Add(new EscrowShare(tranche.Id, tranche.Title, parts[mine]));
        }
        return shares;
    }

    private static async Task<List<ClearingDate>> Dates(MarketplaceDb db, UserId user, CancellationToken ct)
    {
        var rows = await db.Clearings.AsNoTracking().Where(c => c.UserId == user && c.MaturedAt == null && c.Left > 0)
            .OrderBy(c => c.MatureAt).ThenBy(c => c.Id).ToListAsync(ct);
        return [.. rows.Select(c => new ClearingDate(c.MatureAt, new Money(c.Left, c.Asset), c.Title, c.Subject))];
    }

    private static Money Sum(IEnumerable<Money> amounts, Asset asset) => amounts.Aggregate(Money.Zero(asset), (a, b) => a + b);
}

/// <summary>The accounts of one person.</summary>
internal sealed class OwnAccounts(UserId user)
{
    public string Available { get; } = AccountPath.Available(user);
    public string Pending { get; } = AccountPath.Pending(user);
    public string Reserve { get; } = AccountPath.Reserve(user);
    public string Owed { get; } = AccountPath.Owed(user);
    public string[] All => [Available, Pending, Reserve, Owed];
}
