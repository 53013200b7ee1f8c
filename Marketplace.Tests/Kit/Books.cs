using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Withdrawals;

namespace Marketplace.Tests.Kit;

/// <summary>The books of a world: booking straight into them, and what must always hold.</summary>
internal static class Books
{
    /// <summary>Books in a transaction of its own.</summary>
    public static async Task<Result<LedgerTransaction>> Book(this World world, Posting posting)
    {
        await using var db = world.Db();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var booked = await world.Get<Ledger>().Post(db, posting);
        if (!booked.IsOk) return booked;
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return booked;
    }

    /// <summary>What an account holds, debit positive.</summary>
    public static async Task<Money> Balance(this World world, string account, Asset asset)
    {
        await using var db = world.Db();
        return await world.Get<Ledger>().Balance(db, account, asset);
    }

    /// <summary>Fails with the first differences of all checks of the ledger.</summary>
    /// <param name="world">Whose books.</param>
    /// <param name="areRowsBehind">Whether tranches and refunds stand behind the bookings; not when a test books by hand.</param>
    /// <param name="areWithdrawalsBehind">Whether withdrawals stand behind the payouts; not when a test uses their verbs by hand.</param>
    public static async Task BooksAreWhole(this World world, bool areRowsBehind = true, bool areWithdrawalsBehind = true)
    {
        await world.Get<SealLedger>().Run(CancellationToken.None);
        await using var db = world.Db();
        var checks = world.Get<IEnumerable<ILedgerCheck>>()
            .Where(c => (areRowsBehind || c is not TrancheCheck) && ((areRowsBehind && areWithdrawalsBehind) || c is not WithdrawalCheck));
        foreach (var check in checks) Assert.Equal([], await check.Run(db, CancellationToken.None));
    }
}
