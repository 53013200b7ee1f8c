using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Payments.Escrow;

/// <summary>Several at once want the same money; exactly one gets it.</summary>
[Trait("Suite", "UseCases")]
public sealed class RaceTests
{
    private readonly UserId client = UserId.New(), maker = UserId.New();

    private static Money Ghs(long minor) => new(minor, Asset.Ghs);

    private static Task<T[]> AtOnce<T>(int many, Func<int, Task<T>> run) => Task.WhenAll(Enumerable.Range(0, many).Select(i => Task.Run(() => run(i))));

    [Fact]
    public async Task Of_many_releases_of_the_whole_one_succeeds()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Funded(Ghs(10_000), client, 0, new Payee(maker, 1));
        var answers = await AtOnce(8, _ => deals.Release(id));
        Assert.Equal(1, answers.Count(a => a.IsOk));
        Assert.Equal((0, 9_000, 0), await deals.Wallet(maker, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task A_release_and_a_refund_never_both_get_it()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        for (var round = 0; round < 5; round++)
        {
            var id = await deals.Funded(Ghs(10_000), client, 0, new Payee(maker, 1));
            var answers = await AtOnce(6, i => i % 2 == 0 ? deals.Release(id) : deals.Refund(id, toBalance: true));
            Assert.Equal(1, answers.Count(a => a.IsOk));
        }
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Partial_steps_at_once_never_move_more_than_the_whole()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Funded(Ghs(1_000), client, 0, new Payee(maker, 1));
        var answers = await AtOnce(8, i => i % 2 == 0 ? deals.Release(id, Ghs(300)) : deals.Refund(id, Ghs(300), toBalance: true));
        Assert.Equal(3, answers.Count(a => a.IsOk));
        Assert.Equal(Ghs(100), (await deals.Load(id)).Left);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task The_same_key_at_once_moves_once_and_with_another_body_is_refused()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Funded(Ghs(1_000), client, 0, new Payee(maker, 1));
        Assert.All(await AtOnce(6, _ => deals.Release(id, Ghs(100), cause: "same")), a => Assert.True(a.IsOk));
        Assert.Equal(LedgerErrors.OtherCause, (await deals.Release(id, Ghs(200), cause: "same")).Error);
        Assert.Equal(Ghs(900), (await deals.Load(id)).Left);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task The_same_payment_told_many_times_at_once_funds_once()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Asked(Ghs(1_000), client, 0, new Payee(maker, 1));
        var payment = deals.Paid(Ghs(1_000));
        var outcomes = await AtOnce(6, _ => deals.Fund(id, payment));
        Assert.All(outcomes, o => Assert.Equal(FundKind.Funded, o.Kind));
        Assert.Equal(Ghs(1_000), await world.Balance(AccountPath.Provider(Deals.Rail), Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Parts_of_a_price_paid_at_once_and_told_twice_are_each_taken_once()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Asked(Ghs(1_000), client, 0, new Payee(maker, 1));
        await deals.Fund(id, deals.Paid(Ghs(100)));
        Payment[] parts = [deals.Paid(Ghs(300)), deals.Paid(Ghs(400)), deals.Paid(Ghs(500))];
        await AtOnce(6, i => deals.Fund(id, parts[i % 3]));
        var tranche = await deals.Load(id);
        Assert.Equal((Ghs(1_000), TrancheState.Funded), (tranche.Left, tranche.State));
        // What came beyond the price is the payer's: on the balance, or on its way back when the price was paid already.
        var back = (await deals.Refunds(id)).Sum(r => r.Amount);
        Assert.Equal(300, (await deals.Wallet(client, Asset.Ghs)).Available + back);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Withdrawals_at_once_take_out_only_what_is_there()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        await deals.Earned(maker, Ghs(500));
        var answers = await AtOnce(8, _ => deals.Do(async db => (await world.Get<PayOuts>().Request(db, Guid.NewGuid(), maker, Ghs(200), default)).Then(_ => new Done())));
        Assert.Equal(2, answers.Count(a => a.IsOk));
        Assert.Equal((0, 100, 0), await deals.Wallet(maker, Asset.Ghs));
        await world.BooksAreWhole(areWithdrawalsBehind: false);
    }
}
