using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Journal;

/// <summary>One account's change by one transaction.</summary>
internal sealed record BalanceChange(string Account, Asset Asset, AccountRule Rule, long Amount)
{
    /// <summary>Which of the account's rows was changed.</summary>
    public int Stripe { get; set; }
}

/// <summary>
/// Keeps balances. Each change is one statement that carries its own condition, so that no step decides on a balance that another step has
/// changed since it was read. The statements are spelled the same on both engines.
/// </summary>
internal static class Balances
{
    private const int Stripes = 64;
    private const long Farthest = 4 * Posting.LargestLine; // SQLite would silently go over to floating point beyond 64 bits.

    public static async Task<Money> Of(MarketplaceDb db, string account, Asset asset, CancellationToken ct) => new(
        await db.LedgerBalances.Where(b => b.Account == account && b.Asset == asset).SumAsync(b => b.Posted, ct), asset);

    /// <summary>Changes the balance, or leaves it alone and says false when the account's rule forbids it.</summary>
    public static async Task<bool> Change(MarketplaceDb db, BalanceChange change, bool isFact, CancellationToken ct)
    {
        if (!AccountRules.IsStriped(change.Rule))
            return AccountRules.IsRisky(change.Rule, change.Amount) ? await Take(db, change, ct) : await Put(db, change, ct);
        if (!isFact && AccountRules.IsRisky(change.Rule, change.Amount) && !await LockedAndEnough(db, change, ct)) return false;
        // One writer needs no stripes; many writers would otherwise queue for the one row of the house's income until each commit is on disk.
        change.Stripe = db.Dialect.HasOneWriter ? 0 : Random.Shared.Next(Stripes);
        return await Put(db, change, ct);
    }

    /// <summary>Takes a change of the same transaction back.</summary>
    public static Task Undo(MarketplaceDb db, BalanceChange change, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        UPDATE ledger_balances SET "Posted" = "Posted" - {change.Amount}, "Moves" = "Moves" - 1
        WHERE "Account" = {change.Account} AND "Asset" = {change.Asset.Code} AND "Stripe" = {change.Stripe}
        """, ct);

    private static async Task<bool> Take(MarketplaceDb db, BalanceChange change, CancellationToken ct)
    {
        var rows = change.Rule == AccountRule.Liability
            ? await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE ledger_balances SET "Posted" = "Posted" + {change.Amount}, "Moves" = "Moves" + 1
                WHERE "Account" = {change.Account} AND "Asset" = {change.Asset.Code} AND "Stripe" = 0 AND "Posted" + {change.Amount} <= 0
                """, ct)
            : await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE ledger_balances SET "Posted" = "Posted" + {change.Amount}, "Moves" = "Moves" + 1
                WHERE "Account" = {change.Account} AND "Asset" = {change.Asset.Code} AND "Stripe" = 0 AND "Posted" + {change.Amount} >= 0
                """, ct);
        return rows == 1;
    }

    private static async Task<bool> Put(MarketplaceDb db, BalanceChange change, CancellationToken ct)
    {
        var rule = change.Rule.ToString();
        var rows = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO ledger_balances ("Account", "Asset", "Stripe", "Rule", "Posted", "Moves")
            VALUES ({change.Account}, {change.Asset.Code}, {change.Stripe}, {rule}, {change.Amount}, 1)
            ON CONFLICT ("Account", "Asset", "Stripe") DO UPDATE SET
            "Posted" = ledger_balances."Posted" + excluded."Posted", "Moves" = ledger_balances."Moves" + 1
            WHERE ledger_balances."Posted" BETWEEN {-Farthest} AND {Farthest}
            """, ct);
        return rows == 1 ? true : throw new OverflowException($"The balance of {change.Account} leaves the range of the books.");
    }

    // A change of every row keeps other steps out until this one is committed, so that the sum cannot move between reading and writing.
    private static async Task<bool> LockedAndEnough(MarketplaceDb db, BalanceChange change, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE ledger_balances SET "Moves" = "Moves" + 0 WHERE "Account" = {change.Account} AND "Asset" = {change.Asset.Code}
            """, ct);
        return (await Of(db, change.Account, change.Asset, ct)).Minor + change.Amount >= 0;
    }
}
