using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Journal;

[Trait("Suite", "UseCases")]
public sealed class ProofTests
{
    private static readonly Actor Finance = new(UserId.New(), "Efua") { StaffRoles = new HashSet<StaffRole> { StaffRole.Finance }, HasSecondFactor = true };

    private static Posting In(int i) => new("test.in", $"in-{i}",
        [Line.Debit(AccountPath.Provider("op"), new Money(100, Asset.Ghs)), Line.Credit($"order:o{i}:m1", new Money(100, Asset.Ghs))]);

    [Fact]
    public async Task Whole_books_are_sealed_once_and_proved()
    {
        await using var world = await World.New();
        for (var i = 0; i < 12; i++) await world.Book(In(i));
        Assert.Equal(12, await world.Get<SealLedger>().Run(CancellationToken.None));
        Assert.Equal(0, await world.Get<SealLedger>().Run(CancellationToken.None));
        await world.Book(In(12));
        Assert.Equal(1, await world.Get<SealLedger>().Run(CancellationToken.None));
        var proof = await world.Get<ProveLedger>().Run(CancellationToken.None);
        Assert.Equal((0, 13L), (proof.Differences, proof.Transactions));
        await using var db = world.Db();
        Assert.False(await PayoutBrake.IsOn(db));
    }

    [Fact]
    public async Task The_first_difference_halts_payouts_until_finance_has_explained_it_and_a_proof_is_clean()
    {
        await using var world = await World.New();
        await world.Book(In(1));
        await Change(world, "UPDATE ledger_balances SET \"Posted\" = \"Posted\" - 7 WHERE \"Rule\" = 'Liability'");
        var proof = await world.Get<ProveLedger>().Run(CancellationToken.None);
        Assert.Equal(1, proof.Differences);
        await using (var db = world.Db())
        {
            Assert.True(await PayoutBrake.IsOn(db));
            Assert.Single(await db.Outbox.Where(m => m.Type == typeof(LedgerDiffers).FullName).ToListAsync());
        }
        async Task<Error?> End(Actor actor) =>
            (await world.Get<EndBrake>().Run(new("A row was changed by hand in a test.", Guid.NewGuid()), actor, CancellationToken.None)).Error;
        Assert.Equal(LedgerErrors.NotFinance, await End(Finance with { HasSecondFactor = false }));
        Assert.Equal(LedgerErrors.StillDiffers, await End(Finance));
        await Change(world, "UPDATE ledger_balances SET \"Posted\" = \"Posted\" + 7 WHERE \"Rule\" = 'Liability'");
        Assert.Equal(LedgerErrors.StillDiffers, await End(Finance));
        await world.Get<ProveLedger>().Run(CancellationToken.None);
        Assert.Null(await End(Finance));
        Assert.Equal(LedgerErrors.NotBraked, await End(Finance));
    }

    [Fact]
    public async Task Every_kind_of_tampering_with_sealed_rows_is_found()
    {
        await using var world = await World.New();
        for (var i = 0; i < 5; i++) await world.Book(In(i));
        await world.Get<SealLedger>().Run(CancellationToken.None);
        await using var db = world.Db();
        var triggers = db.Dialect.HasOneWriter
            ? await db.Database.SqlQuery<string>($"SELECT 'DROP TRIGGER ' || name AS \"Value\" FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%'").ToListAsync()
            : ["ALTER TABLE ledger_entries DISABLE TRIGGER USER", "ALTER TABLE ledger_transactions DISABLE TRIGGER USER", "ALTER TABLE ledger_seals DISABLE TRIGGER USER"];
        foreach (var trigger in triggers) await Change(world, trigger);

        await using (var tries = await db.Database.BeginTransactionAsync())
        {
            foreach (var (change, place) in Tamperings())
            {
                await tries.CreateSavepointAsync("clean");
                await db.Database.ExecuteSqlRawAsync(change);
                List<string> found = [];
                foreach (var check in world.Get<IEnumerable<ILedgerCheck>>()) found.AddRange(await check.Run(db, CancellationToken.None));
                Assert.True(found.Count > 0, place);
                await tries.RollbackToSavepointAsync("clean");
            }
        }
        await Change(world, "DELETE FROM ledger_seals WHERE \"Number\" = 5"); // The end of the chain is guarded by the head outside only.
        Assert.Equal(1, (await world.Get<ProveLedger>().Run(CancellationToken.None)).Differences);
    }

    private static IEnumerable<(string Sql, string What)> Tamperings()
    {
        foreach (var column in new[] { "Kind", "Cause", "Subject", "PayloadHash", "LinksJson" })
            yield return ($"UPDATE ledger_transactions SET \"{column}\" = 'x' WHERE \"Cause\" = 'in-2'", column);
        yield return ("UPDATE ledger_entries SET \"Amount\" = \"Amount\" * 2 WHERE \"TransactionId\" = (SELECT \"Id\" FROM ledger_transactions WHERE \"Cause\" = 'in-3')", "amount");
        yield return ("UPDATE ledger_entries SET \"Account\" = 'provider:other:clearing' WHERE \"Amount\" > 0 AND \"TransactionId\" = (SELECT \"Id\" FROM ledger_transactions WHERE \"Cause\" = 'in-3')", "account");
        yield return ("DELETE FROM ledger_entries WHERE \"Number\" = 2 AND \"TransactionId\" = (SELECT \"Id\" FROM ledger_transactions WHERE \"Cause\" = 'in-4')", "entry removed");
        yield return ("DELETE FROM ledger_seals WHERE \"Number\" = 2", "seal removed");
        yield return ("UPDATE ledger_seals SET \"Hash\" = 'x' WHERE \"Number\" = 5", "seal changed");
    }

    private static async Task Change(World world, string sql)
    {
        await using var db = world.Db();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
