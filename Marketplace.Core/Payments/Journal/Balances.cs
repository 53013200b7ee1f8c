using System.Runtime.CompilerServices;
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

/// <summary>What came of moving balances.</summary>
internal enum Moved
{
    /// <summary>All of them moved.</summary>
    All,
    /// <summary>None moved: the rule of one account forbids it.</summary>
    Short,
    /// <summary>None moved: the cause was booked before.</summary>
    Before,
}

/// <summary>
/// Keeps balances. Each change is one statement that carries its own condition, so that no step decides on a balance that another step has
/// changed since it was read. The statements are spelled the same on both engines.
/// </summary>
internal static class Balances
{
    private const int Stripes = 64;
    private const long Farthest = 4 * Posting.LargestLine; // SQLite would silently go over to floating point beyond 64 bits.

    private const string Known = """SELECT 1 FROM ledger_transactions WHERE "Cause" = {0}""";

    private const string Give = """
        INSERT INTO ledger_balances ("Account", "Asset", "Stripe", "Rule", "Posted", "Moves") VALUES ({0}, {1}, {2}, {3}, {4}, 1)
        ON CONFLICT ("Account", "Asset", "Stripe") DO UPDATE SET
        "Posted" = ledger_balances."Posted" + excluded."Posted", "Moves" = ledger_balances."Moves" + 1
        WHERE ledger_balances."Posted" BETWEEN {5} AND {6}
        """;

    private const string TakeOwed = """
        UPDATE ledger_balances SET "Posted" = "Posted" + {2}, "Moves" = "Moves" + 1
        WHERE "Account" = {0} AND "Asset" = {1} AND "Stripe" = 0 AND "Posted" + {2} <= 0
        """;

    private const string TakeDue = """
        UPDATE ledger_balances SET "Posted" = "Posted" + {2}, "Moves" = "Moves" + 1
        WHERE "Account" = {0} AND "Asset" = {1} AND "Stripe" = 0 AND "Posted" + {2} >= 0
        """;

    // A change of every row keeps other steps out until this one is committed, so that the sum cannot move between reading and writing.
    private const string Lock = """UPDATE ledger_balances SET "Moves" = "Moves" + 0 WHERE "Account" = {0} AND "Asset" = {1}""";

    private const string Undo = """
        UPDATE ledger_balances SET "Posted" = "Posted" - {3}, "Moves" = "Moves" - 1 WHERE "Account" = {0} AND "Asset" = {1} AND "Stripe" = {2}
        """;

    public static async Task<Money> Of(MarketplaceDb db, string account, Asset asset, CancellationToken ct) => new(
        await db.LedgerBalances.Where(b => b.Account == account && b.Asset == asset).SumAsync(b => b.Posted, ct), asset);

    /// <summary>Whether a balance may be kept in this row.</summary>
    public static bool IsStripe(MarketplaceDb db, AccountRule rule, int stripe) =>
        stripe == 0 || (AccountRules.IsStriped(rule) && !db.Dialect.HasOneWriter && stripe is > 0 and < Stripes);

    /// <summary>Makes all changes of a cause that was not booked before, or none.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="cause">What they are booked for.</param>
    /// <param name="changes">One for each account, in the order in which every step takes accounts.</param>
    /// <param name="isFact">Whether provider accounts may go below zero.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="OverflowException">A balance would leave the range of the books.</exception>
    public static async Task<Moved> Change(MarketplaceDb db, string cause, IReadOnlyList<BalanceChange> changes, bool isFact, CancellationToken ct)
    {
        // One writer needs no stripes; many writers would otherwise queue for the one row of the house's income until each commit is on disk.
        foreach (var change in changes.Where(c => AccountRules.IsStriped(c.Rule) && !db.Dialect.HasOneWriter)) change.Stripe = Random.Shared.Next(Stripes);
        var isSumGuarded = !isFact && changes.Any(IsSumGuarded);
        return RoundTrip.Pays(db) && !isSumGuarded ? await AtOnce(db, cause, changes, ct) : await OneByOne(db, cause, changes, isFact, ct);
    }

    private static async Task<Moved> AtOnce(MarketplaceDb db, string cause, IReadOnlyList<BalanceChange> changes, CancellationToken ct)
    {
        var trip = new RoundTrip(db);
        trip.Ask(Known, cause);
        foreach (var change in changes) trip.Change(Sql(change), Values(change));
        var rows = await trip.Run(ct);
        var isBefore = rows[0] > 0;
        var moved = changes.Where((_, i) => rows[i + 1] == 1).ToList();
        if (moved.Count == changes.Count && !isBefore) return Moved.All;
        if (!isBefore) foreach (var refused in changes.Except(moved)) Refuse(refused);
        foreach (var change in moved) await TakeBack(db, change, ct);
        return isBefore ? Moved.Before : Moved.Short;
    }

    private static async Task<Moved> OneByOne(MarketplaceDb db, string cause, IReadOnlyList<BalanceChange> changes, bool isFact, CancellationToken ct)
    {
        if (await db.LedgerTransactions.AnyAsync(t => t.Cause == cause, ct)) return Moved.Before;
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            if (isFact || !IsSumGuarded(change) || await LockedAndEnough(db, change, ct))
            {
                if (await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(Sql(change), Values(change)), ct) == 1) continue;
                Refuse(change);
            }
            // The caller may go on with another plan in the same transaction, so what was moved goes back.
            foreach (var moved in changes.Take(i)) await TakeBack(db, moved, ct);
            return Moved.Short;
        }
        return Moved.All;
    }

    // The sign of a striped account is guarded over all of its rows.
    private static bool IsSumGuarded(BalanceChange change) => AccountRules.IsStriped(change.Rule) && AccountRules.IsRisky(change.Rule, change.Amount);

    private static bool IsTaking(BalanceChange change) => !AccountRules.IsStriped(change.Rule) && AccountRules.IsRisky(change.Rule, change.Amount);

    private static string Sql(BalanceChange change) =>
        !IsTaking(change) ? Give : change.Rule == AccountRule.Liability ? TakeOwed : TakeDue;

    private static object[] Values(BalanceChange change) => IsTaking(change)
        ? [change.Account, change.Asset.Code, change.Amount]
        : [change.Account, change.Asset.Code, change.Stripe, change.Rule.ToString(), change.Amount, -Farthest, Farthest];

    // Taking may find too little; giving fails only at the end of the numbers.
    private static void Refuse(BalanceChange change)
    {
        if (!IsTaking(change)) throw new OverflowException($"The balance of {change.Account} leaves the range of the books.");
    }

    private static Task TakeBack(MarketplaceDb db, BalanceChange change, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(Undo, change.Account, change.Asset.Code, change.Stripe, change.Amount), ct);

    private static async Task<bool> LockedAndEnough(MarketplaceDb db, BalanceChange change, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(Lock, change.Account, change.Asset.Code), ct);
        return (await Of(db, change.Account, change.Asset, ct)).Minor + change.Amount >= 0;
    }
}
