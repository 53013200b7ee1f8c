using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Tests.Accounts;
using Marketplace.Tests.Kit;
using static Marketplace.Tests.Payments.Withdrawals.PayoutWorld;

namespace Marketplace.Tests.Payments.Withdrawals;

[Trait("Suite", "UseCases")]
public sealed class MethodAndBatchTests
{
    [Theory]
    [InlineData("Kwame Mensah", "MENSAH KWAME", true)]
    [InlineData("Kwame Mensah", "Kwame A. Mensah", true)]
    [InlineData("Kwamé Mensah", "KWAME MENSA", true)]
    [InlineData("Ama Serwaa Bonsu", "Ama Serwaa", true)]
    [InlineData("林岚", "林岚", true)]
    [InlineData("林岚", "林峰", false)]
    [InlineData("Kwame Mensah", "Kwame Boateng", false)]
    [InlineData("Kwame Mensah", "Mensah", false)]
    [InlineData("Kwame Mensah", "", false)]
    [InlineData("Ama Serwaa", "Efua Mensah", false)]
    public void Names_are_the_same_or_not(string one, string other, bool isSame)
    {
        Assert.Equal(isSame, NameMatch.Permille(one, other) >= NameMatch.Enough);
        Assert.Equal(NameMatch.Permille(one, other), NameMatch.Permille(other, one));
    }

    [Theory]
    [InlineData(MethodKind.MobileMoney, "024 412-3456", "+233244123456")]
    [InlineData(MethodKind.MobileMoney, "+233 24 412 3456", "+233244123456")]
    [InlineData(MethodKind.MobileMoney, "244123456", null)]
    [InlineData(MethodKind.MobileMoney, "02441234567", null)]
    [InlineData(MethodKind.Bank, "gb29 nwbk 6016 1331", "GB29NWBK60161331")]
    [InlineData(MethodKind.Bank, "12345", null)]
    [InlineData(MethodKind.WalletAddress, "https://wallet.example/ama", "https://wallet.example/ama")]
    [InlineData(MethodKind.WalletAddress, "a b c d e f g h", null)]
    public void Numbers_come_into_one_form(MethodKind kind, string written, string? form) =>
        Assert.Equal(form, new MethodDetails(kind, Asset.Ghs, "MTN", written, "Ama Serwaa").Normalized() is { IsOk: true } good ? good.Value.Number : null);

    [Fact]
    public async Task The_network_decides_whose_number_it_is()
    {
        await using var world = await New();
        var ama = new Actor(await world.Person(), "ama");
        Assert.Equal("method.not_registered", (await Add(world, ama, "0244123400")).Error!.Code);
        Assert.Equal("method.other_name", (await Add(world, ama, "0244123498")).Error!.Code);
        Assert.Equal("method.number", (await Add(world, ama, "12")).Error!.Code);
        Assert.Equal("wallet.sign_in", (await Add(world, Actor.Guest, "0244123411")).Error!.Code);
        Assert.True((await Add(world, ama, "0244123499")).IsOk);
        Assert.True((await Add(world, ama, "0244123411")).IsOk);
        Assert.Equal("method.same", (await Add(world, ama, "+233244123411")).Error!.Code);
        var methods = (await world.Get<WithdrawalQueries>().Standing(ama, default)).Methods;
        Assert.Equal([MethodState.Usable, MethodState.ToCheck], methods.Select(m => m.State));

        // A second account with the same number is looked at by a person.
        var kofi = new Actor(await world.Person("kofi@example.com"), "kofi");
        await Add(world, kofi, "0244123411");
        Assert.Equal(MethodState.ToCheck, (await world.Get<WithdrawalQueries>().Standing(kofi, default)).Methods.Single().State);
    }

    [Fact]
    public async Task A_change_of_methods_makes_withdrawals_rest_72_hours_and_is_mailed()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 500_00);
        Assert.True((await Add(world, ama.Actor, "0244123422")).IsOk);
        Assert.Equal("payouts.frozen", (await world.Ask(ama, 60_00)).Error!.Code);
        world.Clock.Advance(TimeSpan.FromHours(71));
        Assert.Equal("payouts.frozen", (await world.Ask(ama, 60_00)).Error!.Code);
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await world.Ask(ama, 60_00)).IsOk);
        Assert.Equal("method.busy", (await world.Get<RemovePayoutMethod>().Run(new(ama.Method, Guid.NewGuid()), ama.Actor, default)).Error!.Code);

        await world.Get<OutboxDispatch>().Run(100, default);
        var letters = world.Get<People.Letters>().All.Where(l => l.Subject.Contains("payout method")).ToList();
        Assert.Equal(2, letters.Count);
        Assert.Contains("Methods before: MTN ••••", letters[1].Text);
        Assert.DoesNotContain("0244123422", letters[1].Text);
    }

    [Fact]
    public async Task After_a_reset_of_the_password_withdrawals_rest()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 500_00);
        var happened = new SecurityChanged(ama.Actor.UserId, SecurityChange.PasswordReset, Guid.NewGuid(), world.Clock.GetUtcNow().UtcDateTime);
        foreach (var handler in world.Get<IEnumerable<IEventHandler<SecurityChanged>>>()) await handler.Handle(happened, default);
        Assert.Equal("payouts.frozen", (await world.Ask(ama, 60_00)).Error!.Code);
    }

    [Fact]
    public async Task Without_verification_money_stays_and_with_a_month_s_limit_only_so_much_leaves()
    {
        await using var world = await New(services => Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions
            .Configure<PayoutSettings>(services, s => s.MonthlyAtTier2 = "GHS 100"));
        var kofi = new Actor(await world.Person("kofi@example.com"), "kofi");
        await world.Earn(kofi, 500_00);
        var method = (await Add(world, kofi, "0244123433")).Value;
        world.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("kyc.needed", (await world.Ask((kofi, method), 60_00)).Error!.Code);
        await world.Verify(kofi.UserId, "Somebody Other");
        Assert.Equal("method.other_holder", (await world.Ask((kofi, method), 60_00)).Error!.Code);

        var ama = await world.Payee("Ama Serwaa", 500_00);
        Assert.True((await world.Ask(ama, 60_00)).IsOk);
        Assert.Equal("withdrawal.month", (await world.Ask(ama, 60_00)).Error!.Code);
        world.Clock.Advance(TimeSpan.FromDays(800));
        Assert.Equal("kyc.needed", (await world.Ask(ama, 60_00)).Error!.Code);
    }

    [Fact]
    public async Task A_batch_is_prepared_by_one_and_approved_by_another()
    {
        await using var world = await New();
        var (ama, kofi) = (await world.Payee("Ama Serwaa", 20_000_00), await world.Payee("Kofi Boadu", 500_00));
        var (large, small, gone) = (await world.Asked(ama, 10_000_00), await world.Asked(kofi, 60_00), await world.Asked(kofi, 70_00));
        var (yaa, kwame) = (await world.Finance("yaa"), await world.Finance("kwame"));
        var batch = (await world.Get<PrepareBatch>().Run(new([large, small, gone], Guid.NewGuid()), yaa, default)).Value;
        Assert.Equal("withdrawal.batch", (await world.Get<PrepareBatch>().Run(new([small], Guid.NewGuid()), kwame, default)).Error!.Code);
        Assert.Equal("withdrawal.batch", (await world.Approve(small, "kwame")).Error!.Code);
        Assert.True((await world.Get<CancelWithdrawal>().Run(new(gone, Guid.NewGuid()), kofi.Actor, default)).IsOk);

        ApproveBatch.Command approve = new(batch, [Ghs(10_060_00)], Guid.NewGuid());
        Assert.Equal("batch.own", (await world.Get<ApproveBatch>().Run(approve, yaa, default)).Error!.Code);
        Assert.Equal("batch.changed", (await world.Get<ApproveBatch>().Run(approve with { Totals = [Ghs(10_130_00)], Key = Guid.NewGuid() }, kwame, default)).Error!.Code);
        var answers = await Task.WhenAll(
            world.Get<ApproveBatch>().Run(approve with { Key = Guid.NewGuid() }, kwame, default),
            world.Get<ApproveBatch>().Run(approve with { Key = Guid.NewGuid() }, kwame, default));
        Assert.Equal(new BatchApproved(2, 0), answers.Single(a => a.IsOk).Value);
        var approved = await world.Look(large);
        Assert.Equal((WithdrawalState.Approved, yaa.UserId, kwame.UserId), (approved.State, approved.FirstApprover, approved.SecondApprover));
        await world.Tick();
        Assert.Equal(2, world.Get<PuppetLine>().Orders.Count);
        await world.Whole();
    }

    [Fact]
    public async Task A_dropped_batch_leaves_its_withdrawals_waiting_and_who_lost_their_level_is_left_out()
    {
        await using var world = await New();
        var (ama, kofi) = (await world.Payee("Ama Serwaa", 500_00), await world.Payee("Kofi Boadu", 500_00));
        var (first, second) = (await world.Asked(ama, 60_00), await world.Asked(kofi, 60_00));
        var (yaa, kwame) = (await world.Finance("yaa"), await world.Finance("kwame"));
        var batch = (await world.Get<PrepareBatch>().Run(new([first, second], Guid.NewGuid()), yaa, default)).Value;
        Assert.True((await world.Get<DropBatch>().Run(new(batch, Guid.NewGuid()), yaa, default)).IsOk);
        batch = (await world.Get<PrepareBatch>().Run(new([first, second], Guid.NewGuid()), yaa, default)).Value;
        await using (var db = world.Db())
        {
            (await db.KycCases.FindAsync(kofi.Actor.UserId))!.Suspend("A signal", world.Clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync();
        }
        var done = await world.Get<ApproveBatch>().Run(new(batch, [Ghs(120_00)], Guid.NewGuid()), kwame, default);
        Assert.Equal(new BatchApproved(1, 1), done.Value);
        Assert.Equal("kyc.needed", (await world.Approve(second, "yaa")).Error!.Code);
    }

    private static Task<Result<PayoutMethodId>> Add(World world, Actor actor, string number) => world.Get<AddPayoutMethod>().Run(
        new(MethodKind.MobileMoney, Asset.Ghs, "MTN", number, "Ama Serwaa", WalletTier.Medium, Guid.NewGuid()), actor, default);
}
