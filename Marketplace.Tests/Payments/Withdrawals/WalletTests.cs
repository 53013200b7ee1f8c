using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Desk;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Payments.Wallets;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Tests.Kit;
using static Marketplace.Tests.Payments.Withdrawals.PayoutWorld;

namespace Marketplace.Tests.Payments.Withdrawals;

[Trait("Suite", "UseCases")]
public sealed class WalletTests
{
    [Fact]
    public async Task The_numbers_follow_every_step_and_the_statement_adds_up()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 200_00);
        var (paid, failed) = (await world.Asked(ama, 60_00), await world.Asked(ama, 50_00));
        var numbers = (await world.Get<WalletQueries>().Numbers(ama.Actor, default)).Single();
        Assert.Equal((Ghs(90_00), Ghs(110_00)), (numbers.Available, numbers.Reserved));
        foreach (var id in new[] { paid, failed }) await world.Approve(id, "yaa");
        await world.Tick();
        var (one, two) = ((await world.Look(paid)).Slices[0].Id, (await world.Look(failed)).Slices[0].Id);
        await world.Fact((facts, db) => facts.Fee(db, one, Ghs(25), "f", default));
        await world.Fact((facts, db) => facts.Paid(db, one, Ghs(20_00), "p1", "", default));
        numbers = (await world.Get<WalletQueries>().Numbers(ama.Actor, default)).Single();
        Assert.Equal((Ghs(90_00), Ghs(90_00)), (numbers.Available, numbers.Reserved));
        await world.Fact((facts, db) => facts.Paid(db, one, Ghs(40_00), "p2", "", default));
        await world.Fact((facts, db) => facts.Failed(db, two, "refused", default));
        numbers = (await world.Get<WalletQueries>().Numbers(ama.Actor, default)).Single();
        Assert.Equal((Ghs(140_00), Ghs(0)), (numbers.Available, numbers.Reserved));

        var lines = world.Get<WalletLines>();
        var today = HouseDays.Of(world.Clock.GetUtcNow().UtcDateTime);
        var statement = (await lines.Statement(ama.Actor, Asset.Ghs, today.AddDays(-5), today, default)).Value;
        Assert.True(statement.AddsUp);
        Assert.Equal((Ghs(0), Ghs(140_00)), (statement.Opening.Net, statement.Closing.Net));
        Assert.Equal(6, statement.Lines.Count); // Earned, two reserved, two parts arrived, one came back; the house's fee is not the payee's.
        Assert.Equal(-60_00, statement.Lines.Where(l => l.Net.Minor < 0).Sum(l => l.Net.Minor));
        Assert.Equal((Ghs(140_00), Ghs(140_00)), ((await lines.Statement(ama.Actor, Asset.Ghs, today.AddDays(1), today.AddDays(2), default)).Value.Opening.Net, statement.Closing.Net));
        var csv = Encoding.UTF8.GetString(WalletCsv.Write(statement)).Split("\r\n");
        Assert.Equal(10, csv.Length);
        Assert.EndsWith("140.00,0.00,0.00,0.00,140.00,140.00", csv[^2]);

        var page = await lines.Page(ama.Actor, Asset.Ghs, LineFilter.Out, 0, 10, default);
        Assert.Equal(2, page.Total);
        Assert.Equal(1, (await lines.Page(ama.Actor, Asset.Ghs, LineFilter.In, 0, 10, default)).Total);
        Assert.Equal(5, (await lines.Page(ama.Actor, Asset.Ghs, LineFilter.Withdrawals, 0, 2, default)).Total);
        var opened = (await lines.One(ama.Actor, page.Items[0].Id, default))!;
        Assert.Equal(0, opened.Cuts.Sum(c => c.Amount.Minor));

        var stranger = (await world.Payee("Kofi Boadu", 10_00)).Actor;
        Assert.Null(await lines.One(stranger, page.Items[0].Id, default));
        Assert.Equal(Ghs(10_00), (await world.Get<WalletQueries>().Numbers(stranger, default)).Single().Available);
        Assert.Empty(await world.Get<WalletQueries>().Numbers(Actor.Guest, default));
    }

    [Fact]
    public async Task The_desk_s_books_balance_and_are_for_finance_alone()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 200_00);
        await world.Asked(ama, 60_00);
        var (yaa, reports) = (await world.Finance("yaa"), world.Get<BookReports>());
        var trial = await reports.Trial(yaa, default);
        Assert.Equal(trial.Sum(r => r.Debit.Minor), trial.Sum(r => r.Credit.Minor));
        var proof = (await reports.Proof(yaa, default)).Single();
        Assert.True(proof.Holds && proof.AddsUp);
        world.Clock.Advance(TimeSpan.FromDays(10));
        var age = (await reports.Ageing(yaa, default)).Single();
        Assert.Equal(("withdrawal_hold", Ghs(60_00), Ghs(60_00)), (age.Group, age.ByAge[2], age.Total));
        Assert.Single((await world.Get<PayoutDesk>().Board(yaa, default))!.ToApprove);
        foreach (var other in new[] { ama.Actor, Actor.Guest, yaa with { HasSecondFactor = false } })
        {
            Assert.Null(await world.Get<PayoutDesk>().Board(other, default));
            Assert.Empty(await reports.Trial(other, default));
            Assert.Empty(await reports.Proof(other, default));
            Assert.Null(await world.Get<RailReports>().Board(other, default));
            Assert.Equal("finance.only", (await world.Get<LookAtDesk>().Run(new("books", ""), other, default)).Error!.Code);
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("  @cmd", "'  @cmd")]
    [InlineData("＝x", "'＝x")]
    [InlineData("Ama", "Ama")]
    public void Words_in_files_are_never_formulas(string text, string written) => Assert.Equal(written, MoneyCsv.Guarded(text));

    [Fact]
    public async Task Over_the_sandbox_rail_money_arrives_and_the_statement_balances()
    {
        await using var world = await New(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, new RailsOptions { Sandbox = true, KeyFolder = Directory.CreateTempSubdirectory("marketplace-keys-").FullName }));
        var ama = await world.Payee("Ama Serwaa", 100_00);
        var id = await world.Asked(ama, 60_00);
        await world.Approve(id, "yaa");
        await world.Tick();
        for (var turn = 0; turn < 6 && (await world.Look(id)).State != WithdrawalState.Paid; turn++)
        {
            await world.Get<OutboxDispatch>().Run(100, default);
            foreach (var order in await world.Get<Core.Payments.Rails.Sandbox.SandboxBank>().Newest(10, default))
                await world.Get<Core.Payments.Rails.Sandbox.SandboxBank>().Do(order.Id, Core.Payments.Rails.Sandbox.SandboxDeed.Finish, default);
            world.Clock.Advance(TimeSpan.FromMinutes(3));
            await world.Tick();
        }
        var paid = await world.Look(id);
        Assert.Equal((WithdrawalState.Paid, "sandbox"), (paid.State, paid.Slices.Single().Provider));
        Assert.Equal((40_00, 0), await world.Money(ama.Actor));
        await world.Whole();
    }
}
