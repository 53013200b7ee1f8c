using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Journal;

[Trait("Suite", "UseCases")]
public sealed class LedgerTests
{
    private static readonly string Bank = AccountPath.Provider("op");
    private static readonly UserId Ama = UserId.New();
    private static readonly string Hers = AccountPath.Available(Ama);

    private static Money Ghs(long minor) => new(minor, Asset.Ghs);
    private static Posting In(string cause, long minor) => new("test.in", cause, [Line.Debit(Bank, Ghs(minor)), Line.Credit(Hers, Ghs(minor))]);
    private static Posting Out(string cause, long minor) => new("test.out", cause, [Line.Debit(Hers, Ghs(minor)), Line.Credit(Bank, Ghs(minor))]);

    [Fact]
    public async Task The_same_cause_is_booked_once_and_another_content_under_it_is_refused()
    {
        await using var world = await World.New();
        var first = (await world.Book(In("a", 500))).Value;
        var again = (await world.Book(In("a", 500))).Value;
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(LedgerErrors.OtherCause, (await world.Book(In("a", 501))).Error);
        Assert.Equal(Ghs(-500), await world.Balance(Hers, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Nobody_takes_out_more_than_there_is_and_a_refusal_moves_nothing()
    {
        await using var world = await World.New();
        await world.Book(In("in", 500));
        Assert.Equal(LedgerErrors.Short, (await world.Book(Out("out", 501))).Error);
        Assert.Equal(LedgerErrors.Short, (await world.Book(new("test.owed", "owed",
            [Line.Debit(Hers, Ghs(1)), Line.Credit(AccountPath.Owed(Ama), Ghs(1))]))).Error);
        Assert.True((await world.Book(Out("all", 500))).IsOk);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task A_refused_posting_leaves_nothing_in_the_transaction_of_its_caller()
    {
        await using var world = await World.New();
        await world.Book(In("in", 500));
        await using (var db = world.Db())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var ledger = world.Get<Ledger>();
            // The first account in the order of paths moves before the second one refuses.
            Assert.Equal(LedgerErrors.Short, (await ledger.Post(db, new("test.two", "two",
                [Line.Credit(AccountPath.Escrow(Guid.Empty), Ghs(600)), Line.Debit(Hers, Ghs(600))]))).Error);
            Assert.True((await ledger.Post(db, Out("plan-b", 400))).IsOk);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        Assert.Equal(Ghs(-100), await world.Balance(Hers, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task What_a_provider_did_is_booked_even_below_zero_and_raises_an_alarm()
    {
        await using var world = await World.New();
        await world.Book(In("in", 500));
        Posting bill = new("test.bill", "bill", [Line.Debit(AccountPath.ChargebackFees, Ghs(900)), Line.Credit(Bank, Ghs(900))]);
        Assert.Equal(LedgerErrors.Short, (await world.Book(bill)).Error);
        Assert.True((await world.Book(bill with { Nature = Nature.Fact })).IsOk);
        Assert.Equal(Ghs(-400), await world.Balance(Bank, Asset.Ghs));
        await using var db = world.Db();
        Assert.Single(await db.Outbox.Where(m => m.Type == typeof(AccountBelowZero).FullName).ToListAsync());
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task A_transaction_is_taken_back_at_most_once_and_exactly()
    {
        await using var world = await World.New();
        var booked = (await world.Book(In("in", 500))).Value;
        var back = (await Reverse(world, booked.Id, "back")).Value;
        Assert.Equal(back.Id, (await Reverse(world, booked.Id, "back")).Value.Id);
        Assert.Equal(LedgerErrors.Reversed, (await Reverse(world, booked.Id, "back-again")).Error);
        Assert.Equal(LedgerErrors.Unknown, (await Reverse(world, LedgerTransactionId.New(), "nothing")).Error);
        Assert.True((await world.Balance(Bank, Asset.Ghs)).IsZero);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Rows_of_the_books_can_be_neither_changed_nor_removed()
    {
        await using var world = await World.New();
        await world.Book(In("in", 500));
        await world.Get<SealLedger>().Run(CancellationToken.None);
        await using var db = world.Db();
        foreach (var change in new[]
                 {
                     "UPDATE ledger_entries SET \"Amount\" = 1", "DELETE FROM ledger_entries", "UPDATE ledger_transactions SET \"Kind\" = 'x'",
                     "DELETE FROM ledger_transactions", "UPDATE ledger_seals SET \"Hash\" = 'x'", "DELETE FROM ledger_seals",
                 })
            await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync(change));
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync(
            "UPDATE ledger_balances SET \"Posted\" = 1 WHERE \"Rule\" = 'Liability'"));
    }

    [Fact]
    public async Task A_posting_that_is_wrong_in_itself_is_our_own_mistake()
    {
        await using var world = await World.New();
        async Task Wrong(params Line[] lines) => await Assert.ThrowsAsync<ArgumentException>(() => world.Book(new("test.wrong", "wrong", lines)));
        await Wrong(Line.Debit(Bank, Ghs(5)));
        await Wrong(Line.Debit(Bank, Ghs(5)), Line.Credit(Hers, Ghs(4)));
        await Wrong(Line.Debit(Bank, Ghs(5)), Line.Credit(Hers, new Money(5, Asset.Cny)));
        await Wrong(Line.Debit("pocket:mine", Ghs(5)), Line.Credit(Hers, Ghs(5)));
        await Wrong(Line.Debit(AccountPath.Revenue("platform_fee"), Ghs(5)), Line.Credit(Hers, Ghs(5)));
        await Wrong(Line.Debit("equity:opening", Ghs(5)), Line.Credit(Hers, Ghs(5)));
        await Wrong(Line.Debit(Bank, Ghs(long.MaxValue)), Line.Credit(Hers, Ghs(long.MaxValue)));
        await using var db = world.Db();
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Get<Ledger>().Post(db, In("no-transaction", 5)));
        Assert.Empty(db.LedgerTransactions);
    }

    [Fact]
    public async Task Twenty_at_once_take_out_of_one_account_only_what_is_in_it()
    {
        await using var world = await World.New();
        await world.Book(In("in", 700));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => world.Book(Out($"out-{i}", 100)))));
        Assert.Equal(7, answers.Count(a => a.IsOk));
        Assert.True((await world.Balance(Hers, Asset.Ghs)).IsZero);
        await world.BooksAreWhole();
    }

    private static async Task<Result<LedgerTransaction>> Reverse(World world, LedgerTransactionId id, string cause)
    {
        await using var db = world.Db();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var back = await world.Get<Ledger>().Reverse(db, id, cause);
        if (!back.IsOk) return back;
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return back;
    }
}
