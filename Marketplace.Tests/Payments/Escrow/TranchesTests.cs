using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Escrow;

[Trait("Suite", "UseCases")]
public sealed class TranchesTests
{
    private static readonly UserId Client = UserId.New(), Maker = UserId.New(), Mixer = UserId.New();
    private static readonly Payee[] Alone = [new(Maker, 1)];

    private static Money Ghs(long minor) => new(minor, Asset.Ghs);

    [Fact]
    public async Task Parts_are_released_with_the_fee_and_fanned_out_and_the_rest_goes_back_by_the_rail()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Funded(Ghs(10_000), Client, 5, new Payee(Maker, 2), new Payee(Mixer, 1));
        Assert.Equal(TrancheState.Funded, (await deals.Release(id, Ghs(4_000))).Value.State);
        Assert.Equal((2_400, 0, 0), await deals.Wallet(Maker, Asset.Ghs));
        Assert.Equal((1_200, 0, 0), await deals.Wallet(Mixer, Asset.Ghs));
        Assert.Equal(Ghs(-400), await world.Balance(AccountPath.Revenue("platform_fee"), Asset.Ghs));

        Assert.Equal(TrancheState.Refunding, (await deals.Refund(id)).Value.State);
        var refund = Assert.Single(await deals.Refunds(id));
        Assert.Equal((RefundState.Held, 6_000L), (refund.State, refund.Amount));
        await world.BooksAreWhole();

        await deals.Verb((db, t) => t.SubmitRefund(db, refund.Id, default));
        await deals.Verb((db, t) => t.RefundFailed(db, refund.Id, "Account closed", default));
        Assert.Equal(Ghs(-6_000), await world.Balance(AccountPath.RefundHold(refund.Id.Value), Asset.Ghs));
        await deals.Verb((db, t) => t.SubmitRefund(db, refund.Id, default));
        Assert.True((await deals.Verb((db, t) => t.RefundPaid(db, refund.Id, Ghs(30), default))).IsOk);
        Assert.True((await deals.Verb((db, t) => t.RefundPaid(db, refund.Id, Ghs(30), default))).IsOk); // The rail says it twice.
        var end = await deals.Load(id);
        Assert.Equal((TrancheState.Split, "released + refunded"), (end.State, end.PublicStatus));
        Assert.Equal(Ghs(3_970), await world.Balance(AccountPath.Provider(Deals.Rail), Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task A_dispute_is_split_and_the_fee_is_taken_on_the_released_part_only()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        await SetFee(deals, 800, 0);
        world.Clock.Advance(TimeSpan.FromHours(2));
        var id = await deals.Funded(Ghs(30_000), Client, 5, Alone);
        Assert.True((await deals.Verb((db, t) => t.Freeze(db, id, "Not what was agreed", default))).IsOk);
        Assert.Equal(EscrowErrors.Frozen, (await deals.Release(id)).Error);
        Assert.Equal(EscrowErrors.Frozen, (await deals.Refund(id)).Error);
        Task<Result<TrancheAnswer>> Rule(long release, long refund) => deals.Verb((db, t) =>
            t.Split(db, id, Ghs(release), Ghs(refund), $"ruling-{release}", "Ruling", toBalance: true, right: Authority.Ruling));
        Assert.Equal(EscrowErrors.NotTheWhole, (await Rule(20_000, 9_000)).Error);
        Assert.Equal(TrancheState.Split, (await Rule(21_000, 9_000)).Value.State);
        Assert.Equal((19_320, 0, 0), await deals.Wallet(Maker, Asset.Ghs));
        Assert.Equal((0, 9_000, 0), await deals.Wallet(Client, Asset.Ghs));
        Assert.Equal(Ghs(-1_680), await world.Balance(AccountPath.Revenue("platform_fee"), Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task What_was_captured_keeps_the_fee_of_its_day_and_tax_and_fixed_part_come_out_exactly()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = (await deals.Verb<TrancheId>(async (db, t) =>
        {
            var deal = t.Plan(db, new("sale", Client, "asset:1", "asset", Asset.Cny,
                [new("Loop", new Money(1_999, Asset.Cny), Alone) { ClearingDays = 0, Tax = new("CN", new Money(100, Asset.Cny)) }]));
            await db.SaveChangesAsync();
            return (await t.Ask(db, deal.Tranches[0].Id, TimeSpan.FromMinutes(15), default)).Then(a => a.Tranche);
        })).Value;
        await deals.Fund(id, deals.Paid(new Money(1_999, Asset.Cny)));
        await SetFee(deals, 5_000, 7, Asset.Cny);
        world.Clock.Advance(TimeSpan.FromHours(2));
        foreach (var part in new[] { 1L, 700, 3, 295, 1_000 }) Assert.True((await deals.Release(id, new Money(part, Asset.Cny))).IsOk);
        Assert.Equal((0, 1_699, 0), await deals.Wallet(Maker, Asset.Cny));
        Assert.Equal(-200, (await world.Balance(AccountPath.Revenue("platform_fee"), Asset.Cny)).Minor);
        Assert.Equal(-100, (await world.Balance(AccountPath.Tax("CN"), Asset.Cny)).Minor);
        Assert.Equal(TrancheState.Released, (await deals.Load(id)).State);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Too_little_waits_for_the_rest_and_goes_back_when_it_never_comes_and_too_much_becomes_balance()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Asked(Ghs(1_000), Client, 0, Alone);
        Assert.Equal(FundKind.TopUpNeeded, (await deals.Fund(id, deals.Paid(Ghs(400)))).Kind);
        Assert.Equal(FundKind.Funded, (await deals.Fund(id, deals.Paid(Ghs(650)))).Kind);
        Assert.Equal((0, 50, 0), await deals.Wallet(Client, Asset.Ghs));
        await deals.Release(id);
        Assert.Equal((0, 900, 0), await deals.Wallet(Maker, Asset.Ghs)); // Ten percent of the sum, once.

        var never = await deals.Asked(Ghs(1_000), Client, 0, Alone);
        await deals.Fund(never, deals.Paid(Ghs(400)));
        await deals.Pass(TimeSpan.FromHours(25));
        Assert.Equal(TrancheState.Refunding, (await deals.Load(never)).State);
        Assert.Equal(Ghs(400), Assert.Single(await deals.Refunds(never)).Money);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Money_that_comes_late_twice_or_in_another_currency_is_never_refused_and_never_lost()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Asked(Ghs(1_000), Client, 0, Alone);
        var payment = deals.Paid(Ghs(1_000), fee: 20);
        var first = await deals.Fund(id, payment);
        Assert.Equal(first, await deals.Fund(id, payment));
        Assert.Equal(LedgerErrors.OtherCause, (await deals.Verb((db, t) => t.Fund(db, id, payment with { Amount = Ghs(999) }, default))).Error);
        Assert.Equal(FundKind.Returned, (await deals.Fund(id, deals.Paid(Ghs(1_000)))).Kind);
        Assert.Equal(FundKind.Parked, (await deals.Fund(id, deals.Paid(new Money(5, Asset.Cny)))).Kind);
        Assert.Equal(FundKind.Parked, (await deals.Fund(TrancheId.New(), deals.Paid(Ghs(70)))).Kind);

        var late = await deals.Asked(Ghs(500), Client, 0, Alone);
        await deals.Pass(TimeSpan.FromMinutes(16));
        Assert.Equal(TrancheState.Void, (await deals.Load(late)).State);
        var outcome = await deals.Fund(late, deals.Paid(Ghs(500)));
        Assert.Equal(FundKind.Returned, outcome.Kind);
        Assert.True((await deals.Verb((db, t) => t.RefundToBalance(db, outcome.Refund!.Value, default))).IsOk);
        Assert.Equal((0, 500, 0), await deals.Wallet(Client, Asset.Ghs));
        Assert.Equal(Ghs(-70), await world.Balance(AccountPath.Suspense(Deals.Rail), Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task The_payer_pays_from_the_balance_and_gets_it_back_there()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        await deals.Earned(Client, Ghs(1_200));
        var id = await deals.Asked(Ghs(1_000), Client, 0, Alone);
        var dear = await deals.Asked(Ghs(1_000), Client, 0, Alone);
        Assert.Equal(FundKind.Funded, (await deals.Verb((db, t) => t.Hold(db, id, Guid.NewGuid(), default))).Value.Kind);
        Assert.Equal(EscrowErrors.WalletShort, (await deals.Verb((db, t) => t.Hold(db, dear, Guid.NewGuid(), default))).Error);
        Assert.Equal(TrancheState.Refunded, (await deals.Refund(id)).Value.State);
        Assert.Equal((0, 1_200, 0), await deals.Wallet(Client, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Earnings_become_available_on_their_day_by_the_timer_alone()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        await deals.Release(await deals.Funded(Ghs(1_000), Client, 5, Alone));
        await deals.Pass(TimeSpan.FromDays(4));
        Assert.Equal((900, 0, 0), await deals.Wallet(Maker, Asset.Ghs));
        await deals.Pass(TimeSpan.FromDays(1));
        Assert.Equal((0, 900, 0), await deals.Wallet(Maker, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Before_the_rail_lets_go_a_choice_is_forced_and_paying_anew_carries_the_money_on()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var id = await deals.Asked(Ghs(1_000), Client, 0, Alone);
        await deals.Fund(id, deals.Paid(Ghs(1_000), horizonDays: 30));
        await deals.Pass(TimeSpan.FromDays(24));
        Assert.Equal(TrancheState.Funded, (await deals.Load(id)).State);
        await deals.Pass(TimeSpan.FromDays(1));
        Assert.Equal(TrancheState.HorizonDue, (await deals.Load(id)).State);
        await deals.Pass(TimeSpan.FromDays(2));
        await using (var db = world.Db())
            Assert.Contains(await db.Outbox.Select(m => m.Body).ToListAsync(), body => body.Contains("horizon.critical", StringComparison.Ordinal));

        Assert.Equal(FundKind.Funded, (await deals.Fund(id, deals.Paid(Ghs(1_000), horizonDays: 30))).Kind);
        var again = await deals.Load(id);
        Assert.Equal((TrancheState.Funded, world.Clock.GetUtcNow().UtcDateTime.AddDays(30)), (again.State, again.HorizonAt!.Value));
        Assert.Equal(Ghs(1_000), Assert.Single(await deals.Refunds(id)).Money);
        await world.BooksAreWhole();
        Assert.True((await deals.Release(id)).IsOk);
        Assert.Equal((0, 900, 0), await deals.Wallet(Maker, Asset.Ghs));
        await world.BooksAreWhole();
    }

    private static async Task SetFee(Deals deals, int basisPoints, long fixedMinor, Asset? asset = null)
    {
        var finance = new Actor(UserId.New(), "Efua") { StaffRoles = new HashSet<StaffRole> { StaffRole.Finance }, HasSecondFactor = true };
        SetFeeRule.Command rule = new("platform_fee", "*", asset ?? Asset.Ghs, basisPoints, fixedMinor, 0, null,
            deals.World.Clock.GetUtcNow().UtcDateTime.AddHours(1), Guid.NewGuid());
        Assert.Equal(LedgerErrors.NotFinance, (await deals.World.Get<SetFeeRule>().Run(rule, Actor.Guest, default)).Error);
        Assert.Equal(EscrowErrors.FeeFromPast, (await deals.World.Get<SetFeeRule>().Run(rule with { From = DateTime.UnixEpoch, Key = Guid.NewGuid() }, finance, default)).Error);
        Assert.True((await deals.World.Get<SetFeeRule>().Run(rule with { Key = Guid.NewGuid() }, finance, default)).IsOk);
    }
}
