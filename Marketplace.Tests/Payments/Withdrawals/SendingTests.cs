using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using static Marketplace.Tests.Payments.Withdrawals.PayoutWorld;

namespace Marketplace.Tests.Payments.Withdrawals;

[Trait("Suite", "UseCases")]
public sealed class SendingTests
{
    [Fact]
    public async Task A_large_payout_is_cut_by_day_and_month_of_the_receiving_wallet()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 13_000_00, WalletTier.Minimum);
        var id = await world.Asked(ama, 12_000_00);
        await world.Approve(id, "yaa");
        await world.Approve(id, "kwame");
        var slices = (await world.Look(id)).Slices;
        // 16 July: three days of 3,000 and one of 1,000 fill July; the rest waits for August.
        Assert.Equal([3_000_00, 3_000_00, 3_000_00, 1_000_00, 2_000_00L], slices.Select(s => s.AmountMinor));
        Assert.Equal(["07-16", "07-17", "07-18", "07-19", "08-01"], slices.Select(s => s.Day.ToString("MM-dd")));
        await world.Tick();
        Assert.Single(world.Get<PuppetLine>().Orders);
        for (var day = 0; day < 20; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            await world.Tick();
        }
        Assert.Equal(12_000_00, world.Get<PuppetLine>().Orders.Sum(o => o.Amount.Minor));
        Assert.Equal(5, world.Get<PuppetLine>().Orders.Select(o => o.Slice).Distinct().Count());
    }

    [Fact]
    public void Plans_keep_every_limit_and_lose_nothing()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var (day, month, asked) = (random.Next(1, 40), random.Next(2) == 0 ? (long?)random.Next(1, 200) : null, random.Next(1, 500));
            var today = new DateOnly(2026, 1, 1).AddDays(random.Next(365));
            var used = Enumerable.Range(0, 5).Select(_ => today.AddDays(random.Next(-20, 20))).Distinct().ToDictionary(d => d, _ => (long)random.Next(1, day + 1));
            var plan = PayoutCutting.Plan(asked, today, _ => new WalletLimit(day, month), used);
            if (plan is null) continue;
            Assert.Equal(asked, plan.Sum(p => p.Minor));
            Assert.All(plan, p => Assert.InRange(p.Minor + used.GetValueOrDefault(p.Day), 1, day));
            if (month is { } most)
                Assert.All(plan.GroupBy(p => (p.Day.Year, p.Day.Month)), g => Assert.True(
                    g.Sum(p => p.Minor) + used.Where(u => (u.Key.Year, u.Key.Month) == g.Key).Sum(u => u.Value) <= most));
        }
    }

    [Fact]
    public async Task An_unknown_outcome_moves_nothing_and_is_never_sent_again()
    {
        await using var world = await New();
        var (ama, slice, id) = await Sent(world);
        await world.Fact((facts, db) => facts.Unclear(db, slice, "timeout", default));
        Assert.Equal(SliceState.Unknown, (await world.Look(id)).Slices.Single().State);
        for (var day = 0; day < 5; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            await world.Tick();
            await world.Get<SendSlice>().Run(slice, default);
        }
        Assert.Single(world.Get<PuppetLine>().Orders);
        Assert.Equal((40_00, 60_00), await world.Money(ama));
        await world.Fact((facts, db) => facts.Paid(db, slice, Ghs(60_00), "whole", "late", default));
        Assert.Equal(WithdrawalState.Paid, (await world.Look(id)).State);
        await world.Whole();
    }

    [Fact]
    public async Task What_failed_is_available_again_with_its_reason_once()
    {
        await using var world = await New();
        var (ama, slice, id) = await Sent(world);
        for (var told = 0; told < 2; told++)
            await world.Fact((facts, db) => facts.Failed(db, slice, "number not registered", default));
        var failed = await world.Look(id);
        Assert.Equal((WithdrawalState.Failed, "number not registered"), (failed.State, failed.Reason));
        Assert.Equal((100_00, 0), await world.Money(ama));
        await world.Whole();
    }

    [Fact]
    public async Task A_part_that_arrived_stays_and_the_rest_comes_back()
    {
        await using var world = await New();
        var (ama, slice, id) = await Sent(world);
        await world.Fact((facts, db) => facts.Paid(db, slice, Ghs(25_00), "paid:2500", "", default));
        await world.Fact((facts, db) => facts.Failed(db, slice, "broken off", default));
        var partly = await world.Look(id);
        Assert.Equal((WithdrawalState.PartlyPaid, Ghs(25_00)), (partly.State, partly.Paid));
        Assert.Equal((75_00, 0), await world.Money(ama));
        await world.Whole();
    }

    [Fact]
    public async Task What_came_back_after_it_was_paid_is_available_again_and_somebody_is_told()
    {
        await using var world = await New();
        var (ama, slice, id) = await Sent(world);
        await world.Fact((facts, db) => facts.Paid(db, slice, Ghs(60_00), "whole", "", default));
        for (var told = 0; told < 2; told++)
            await world.Fact((facts, db) => facts.Returned(db, slice, Ghs(60_00), "account closed", "reversed:6000", default));
        Assert.Equal(WithdrawalState.Returned, (await world.Look(id)).State);
        Assert.Equal((100_00, 0), await world.Money(ama));
        await using var db = world.Db();
        Assert.Single(await db.Outbox.Where(m => m.Type == typeof(PayoutReturned).FullName).ToListAsync());
        await world.Whole();
    }

    [Fact]
    public async Task While_the_brake_is_on_nothing_is_approved_or_sent_and_afterwards_it_goes_on()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 200_00);
        var (approved, waiting) = (await world.Asked(ama, 60_00), await world.Asked(ama, 70_00));
        await world.Approve(approved, "yaa");
        PayoutBrake brake;
        await using (var db = world.Db())
        {
            db.PayoutBrakes.Add(brake = new PayoutBrake("Test", world.Clock.GetUtcNow().UtcDateTime));
            await db.SaveChangesAsync();
        }
        Assert.Equal("payouts.halted", (await world.Approve(waiting, "yaa")).Error!.Code);
        await world.Tick();
        Assert.Empty(world.Get<PuppetLine>().Orders);
        Assert.Equal(LedgerErrors.Braked.Message, (await world.Look(approved)).Slices.Single().Reason);
        await using (var db = world.Db())
        {
            (await db.PayoutBrakes.SingleAsync()).End(UserId.New(), "Found the cause.", world.Clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync();
        }
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.Tick();
        Assert.Single(world.Get<PuppetLine>().Orders);
    }

    [Fact]
    public async Task A_closed_account_is_not_paid_until_finance_decides_to_give_the_money_back()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 100_00);
        var id = await world.Asked(ama, 60_00);
        await world.Approve(id, "yaa");
        var support = new Actor(UserId.New(), "support") { StaffRoles = new HashSet<StaffRole> { StaffRole.Support }, HasSecondFactor = true };
        var closed = await world.Get<ImposeSanction>().Run(new(ama.Actor.UserId, SanctionKind.Suspension, "Test", null, Guid.NewGuid()), support, default);
        Assert.True(closed.IsOk);
        await world.Tick();
        Assert.Empty(world.Get<PuppetLine>().Orders);
        Assert.Equal(SliceState.Queued, (await world.Look(id)).Slices.Single().State);
        Assert.True((await world.Get<StopWithdrawal>().Run(new(id, "The account is closed.", Guid.NewGuid()), await world.Finance("yaa"), default)).IsOk);
        Assert.Equal(WithdrawalState.Failed, (await world.Look(id)).State);
        Assert.Equal((100_00, 0), await world.Money(ama.Actor));
        await world.Whole();
    }

    [Fact]
    public async Task A_small_payout_to_a_known_method_is_approved_by_rule()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 1000_00);
        for (var i = 0; i < 3; i++)
        {
            var id = await world.Asked(ama, 60_00);
            Assert.Equal(WithdrawalState.Requested, (await world.Look(id)).State);
            await world.Approve(id, "yaa");
            await world.Tick();
            var slice = (await world.Look(id)).Slices.Single();
            await world.Fact((facts, db) => facts.Paid(db, slice.Id, slice.Amount, "whole", "", default));
        }
        Assert.Equal(WithdrawalState.Approved, (await world.Look(await world.Asked(ama, 300_00))).State);
        Assert.Equal(WithdrawalState.Requested, (await world.Look(await world.Asked(ama, 300_01))).State);
    }

    [Fact]
    public async Task A_bank_transfer_is_made_by_hand_reported_and_may_come_back()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 100_00, kind: MethodKind.Bank);
        var id = await world.Asked(ama, 60_00);
        await world.Approve(id, "yaa");
        await world.Tick();
        Guid transfer;
        await using (var db = world.Db()) transfer = (await db.HandTransfers.SingleAsync()).Id;
        var yaa = await world.Finance("yaa");
        ReportTransfer.Command report = new(transfer, true, "BNK-77", "", 150, Guid.NewGuid());
        Assert.True((await world.Get<ReportTransfer>().Run(report, yaa, default)).IsOk);
        Assert.Equal("state", (await world.Get<ReportTransfer>().Run(report with { Key = Guid.NewGuid() }, yaa, default)).Error!.Code);
        var paid = await world.Look(id);
        Assert.Equal((WithdrawalState.Paid, "BNK-77", 150L), (paid.State, paid.Slices[0].Reference, paid.Slices[0].FeeMinor));
        Assert.Equal(Ghs(-61_50), await world.Balance(AccountPath.Provider(HandRail.LineCode), Asset.Ghs));
        Assert.True((await world.Get<ReportReturn>().Run(new(paid.Slices[0].Id, "Account closed", Guid.NewGuid()), yaa, default)).IsOk);
        Assert.Equal((100_00, 0), await world.Money(ama.Actor));
        await world.Whole();
    }

    [Fact]
    public async Task Nobody_decided_in_two_working_days_so_finance_is_told_every_day()
    {
        await using var world = await New();
        var id = await world.Asked(await world.Payee("Ama Serwaa", 100_00), 60_00);
        Assert.Equal(new DateTime(2026, 7, 20, 13, 0, 0, DateTimeKind.Utc), (await world.Look(id)).DueAt); // Thursday, so Monday.
        world.Clock.Advance(TimeSpan.FromDays(5));
        await world.Tick();
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.Tick();
        await using var db = world.Db();
        Assert.Equal(2, await db.Outbox.CountAsync(m => m.Type == typeof(WithdrawalOverdue).FullName));
    }

    [Fact]
    public async Task Two_parts_that_end_at_the_same_moment_close_the_withdrawal()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 5_000_00, WalletTier.Minimum);
        var id = await world.Asked(ama, 4_000_00);
        await world.Approve(id, "yaa");
        await world.Tick();
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.Tick();
        var slices = (await world.Look(id)).Slices;
        await Task.WhenAll(slices.Select(s => world.Get<Work>().Run<Done>(new Tell(s.Id), Actor.System("test"),
            db => world.Get<PayoutFacts>().Paid(db, s.Id, s.Amount, "whole", "", default), default)));
        Assert.Equal(WithdrawalState.Paid, (await world.Look(id)).State);
        await world.Whole();
    }

    private sealed record Tell(SliceId Slice) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    private static async Task<(Actor Ama, SliceId Slice, WithdrawalId Id)> Sent(World world)
    {
        var ama = await world.Payee("Ama Serwaa", 100_00);
        var id = await world.Asked(ama, 60_00);
        await world.Approve(id, "yaa");
        await world.Tick();
        return (ama.Actor, (await world.Look(id)).Slices.Single().Id, id);
    }
}
