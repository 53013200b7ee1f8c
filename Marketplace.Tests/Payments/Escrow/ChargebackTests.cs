using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Payments.Escrow;

/// <summary>A bank takes money back in every stage, and sometimes gives it back.</summary>
[Trait("Suite", "UseCases")]
public sealed class ChargebackTests
{
    private readonly UserId client = UserId.New(), maker = UserId.New();

    private static Money Ghs(long minor) => new(minor, Asset.Ghs);

    private Payee[] Alone => [new(maker, 1)];

    private static async Task<Chargeback> Claim(Deals deals, TrancheId id, long amount, long fee = 0, bool isProtected = false)
    {
        var capture = (await deals.Load(id)).Captures[0].Id;
        var claim = await deals.Verb((db, t) => t.Reverse(db, capture, $"claim-{id}", Ghs(amount), Ghs(fee), isProtected, default));
        Assert.True(claim.IsOk, claim.Error?.Code);
        await deals.World.BooksAreWhole(areWithdrawalsBehind: false);
        return claim.Value;
    }

    private static async Task Decide(Deals deals, Chargeback claim, bool isWon)
    {
        Assert.True((await deals.Verb((db, t) => t.Decide(db, claim.Id, isWon, default))).IsOk);
        await deals.World.BooksAreWhole(areWithdrawalsBehind: false);
    }

    [Fact]
    public async Task In_escrow_the_money_is_taken_there_and_comes_back_when_the_claim_is_won()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Funded(Ghs(10_000), client, 0, Alone);
        var claim = await Claim(deals, id, 10_000, fee: 1_500);
        Assert.Equal(claim.Id, (await Claim(deals, id, 10_000, fee: 1_500)).Id); // The rail says it twice.
        Assert.Equal(TrancheState.Reversed, (await deals.Load(id)).State);
        Assert.Equal(Ghs(-1_500), await world.Balance(AccountPath.Provider(Deals.Rail), Asset.Ghs));
        await Decide(deals, claim, isWon: true);
        Assert.Equal(EscrowErrors.ChargebackDecided, (await deals.Verb((db, t) => t.Decide(db, claim.Id, false, default))).Error);
        Assert.Equal(TrancheState.Funded, (await deals.Load(id)).State);
        Assert.True((await deals.Release(id)).IsOk);
        Assert.Equal((0, 9_000, 0), await deals.Wallet(maker, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task After_the_payout_the_payee_owes_it_and_later_earnings_repay_it_first()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Funded(Ghs(10_000), client, 0, Alone);
        await deals.Release(id);
        var withdrawal = Guid.NewGuid();
        await deals.Do(async db => (await world.Get<PayOuts>().Request(db, withdrawal, maker, Ghs(8_000), default)).Then(_ => new Done()));
        var claim = await Claim(deals, id, 10_000);
        Assert.Equal((0, 0, 8_000), await deals.Wallet(maker, Asset.Ghs));
        Assert.Equal(0, (await world.Balance(AccountPath.Revenue("platform_fee"), Asset.Ghs)).Minor);

        await deals.Release(await deals.Funded(Ghs(1_000), UserId.New(), 5, Alone));
        Assert.Equal((0, 0, 7_100), await deals.Wallet(maker, Asset.Ghs));
        await deals.Release(await deals.Funded(Ghs(10_000), UserId.New(), 5, Alone));
        Assert.Equal((1_900, 0, 0), await deals.Wallet(maker, Asset.Ghs));

        // Won after all: what was repaid in the meantime comes back as money.
        await Decide(deals, claim, isWon: true);
        Assert.Equal((1_900, 9_000, 0), await deals.Wallet(maker, Asset.Ghs));
        Assert.Equal(TrancheState.Released, (await deals.Load(id)).State);
    }

    [Fact]
    public async Task Pending_money_is_taken_before_available_money_and_matures_again_when_it_comes_back()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        await deals.Earned(maker, Ghs(500));
        var id = await deals.Funded(Ghs(1_000), client, 5, Alone);
        await deals.Release(id);
        var claim = await Claim(deals, id, 600);
        Assert.Equal((360, 500, 0), await deals.Wallet(maker, Asset.Ghs)); // 540 of 900 is the payee's part of 600.
        await Decide(deals, claim, isWon: true);
        Assert.Equal((900, 500, 0), await deals.Wallet(maker, Asset.Ghs));
        await deals.Pass(TimeSpan.FromDays(6));
        Assert.Equal((0, 1_400, 0), await deals.Wallet(maker, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task With_proof_of_delivery_the_house_bears_it()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Funded(Ghs(1_000), client, 0, Alone);
        await deals.Release(id);
        await Claim(deals, id, 1_000, isProtected: true);
        Assert.Equal((0, 900, 0), await deals.Wallet(maker, Asset.Ghs));
        Assert.Equal(Ghs(900), await world.Balance(AccountPath.ChargebackLoss, Asset.Ghs));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refund_that_has_not_left_is_claimed_first_and_cannot_leave_meanwhile(bool isWon)
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Funded(Ghs(1_000), client, 0, Alone);
        await deals.Refund(id);
        var claim = await Claim(deals, id, 700);
        Assert.Equal([300L, 700], (await deals.Refunds(id)).Select(r => r.Amount).Order());
        var rest = (await deals.Refunds(id)).Single(r => r.State == RefundState.Held).Id;
        Assert.Equal(EscrowErrors.ChargebackOpen, (await deals.Verb((db, t) => t.SubmitRefund(db, rest, default))).Error);
        await Decide(deals, claim, isWon);
        foreach (var refund in (await deals.Refunds(id)).Where(r => r.State == RefundState.Held))
        {
            Assert.True((await deals.Verb((db, t) => t.SubmitRefund(db, refund.Id, default))).IsOk);
            Assert.True((await deals.Verb((db, t) => t.RefundPaid(db, refund.Id, Ghs(0), default))).IsOk);
        }
        Assert.Equal(isWon ? TrancheState.Refunded : TrancheState.Reversed, (await deals.Load(id)).State);
        Assert.True((await world.Balance(AccountPath.Provider(Deals.Rail), Asset.Ghs)).IsZero);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task What_was_refunded_already_and_is_claimed_too_is_owed_by_the_payer()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Funded(Ghs(1_000), client, 0, Alone);
        await deals.Refund(id, Ghs(400), toBalance: true);
        await Claim(deals, id, 1_000);
        // 600 were in escrow; of the 400 in the payer's balance all are still there.
        Assert.Equal((0, 0, 0), await deals.Wallet(client, Asset.Ghs));
        Assert.Equal(EscrowErrors.ChargebackTooLarge, (await deals.Verb(async (db, t) =>
            await t.Reverse(db, (await deals.Load(id)).Captures[0].Id, "another", Ghs(1), Ghs(0), false, default))).Error);
        Assert.Equal(TrancheState.Reversed, (await deals.Load(id)).State);
    }
}
