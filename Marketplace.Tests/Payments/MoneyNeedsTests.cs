using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Desk;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Royalties;

namespace Marketplace.Tests.Payments;

/// <summary>What waits for whom.</summary>
[Trait("Suite", "UseCases")]
public sealed class MoneyNeedsTests
{
    [Fact]
    public async Task A_payment_that_waits_and_money_without_verification_need_their_owner()
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var needs = world.Get<MoneyNeeds>();
        var nothing = (await needs.Own(ama, default))!;
        Assert.Empty(nothing.Payments);
        Assert.False(nothing.HasMoney);

        var started = await world.Get<StartPayment>().Run(new(new Money(20_00, Asset.Ghs), "sandbox", PayerAction.Redirect, null, Guid.NewGuid()), ama, default);
        await new Deals(world).Earned(ama.UserId, new Money(5_00, Asset.Ghs));
        var own = (await needs.Own(ama, default))!;
        Assert.Equal((started.Value.Attempt, 20_00L, false), (own.Payments[0].Id, own.Payments[0].Left.Minor, own.Payments[0].IsTopUp));
        Assert.Equal((true, null), (own.HasMoney, own.Kyc));

        foreach (var other in new[] { Actor.Guest, Actor.System("x"), Months.Finance("Esi") }) Assert.Null(await needs.Own(other, default));
    }

    [Fact]
    public async Task Finance_and_verifiers_see_their_own_work_and_nobody_elses()
    {
        await using var world = await World.New();
        await using (var db = world.Db())
        {
            var waiting = new KycCase(UserId.New(), Now(world));
            Assert.Null(waiting.Describe(new KycDetails(2, "Ama Serwaa", "GH", "GHA123456", null, ""), "", "x", Now(world)) ?? waiting.Submit(Now(world)));
            db.KycCases.Add(waiting);
            await db.SaveChangesAsync();
        }
        var moderator = Months.Finance("Esi") with { StaffRoles = new HashSet<StaffRole> { StaffRole.Moderator } };
        var needs = world.Get<MoneyNeeds>();
        Assert.Equal(1, await needs.Verifications(moderator, default));
        Assert.Equal(0, await needs.Verifications(Months.Finance("Yaw"), default));
        Assert.Equal(new FinanceNeeds(0, 0, 0, 0, 0, 0, 0, false), await needs.Finance(Months.Finance("Yaw"), default));
        Assert.Null(await needs.Finance(moderator, default));
        Assert.Null(await needs.Finance(Months.Finance("Yaw") with { HasSecondFactor = false }, default));
    }

    [Fact]
    public async Task People_of_the_house_neither_pay_nor_earn()
    {
        await using var world = await World.New();
        var yaw = Months.Finance("Yaw");
        Assert.Equal("money.staff", (await world.Get<StartPayment>().Run(new(new Money(20_00, Asset.Ghs), "sandbox", PayerAction.Redirect, null, Guid.NewGuid()), yaw, default)).Error?.Code);
        Assert.Equal("money.staff", (await world.Get<Core.Payments.Withdrawals.RequestWithdrawal>().Run(new(new(Guid.NewGuid()), new Money(60_00, Asset.Ghs), Guid.NewGuid()), yaw, default)).Error?.Code);
        Assert.Equal("money.staff", (await world.Get<Core.Payments.Withdrawals.AddPayoutMethod>().Run(
            new(Core.Payments.Withdrawals.MethodKind.Bank, Asset.Ghs, "Bank", "1020304050607", "Yaw", default, Guid.NewGuid()), yaw, default)).Error?.Code);
        Assert.Equal("money.staff", (await world.Get<SubmitKyc>().Run(new(false, Guid.NewGuid()), yaw, default)).Error?.Code);
    }

    private static DateTime Now(World world) => world.Clock.GetUtcNow().UtcDateTime;
}
