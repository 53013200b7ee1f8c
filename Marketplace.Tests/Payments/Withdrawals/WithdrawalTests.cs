using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Tests.Accounts;
using Marketplace.Tests.Kit;
using static Marketplace.Tests.Payments.Withdrawals.PayoutWorld;

namespace Marketplace.Tests.Payments.Withdrawals;

[Trait("Suite", "UseCases")]
public sealed class WithdrawalTests
{
    [Fact]
    public async Task Asked_approved_sent_and_paid_moves_exactly_the_amount_out_of_the_house()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 100_00);
        var id = await world.Asked(ama, 60_00);
        Assert.Equal((40_00, 60_00), await world.Money(ama.Actor));
        Assert.True((await world.Approve(id, "yaa")).Value);
        await world.Tick();
        var sent = await world.Look(id);
        Assert.Equal((WithdrawalState.Sending, SliceState.Sent), (sent.State, sent.Slices.Single().State));
        Assert.Equal((40_00, 60_00), await world.Money(ama.Actor));

        await world.Fact((facts, db) => facts.Fee(db, sent.Slices[0].Id, Ghs(25), "f", default));
        for (var told = 0; told < 3; told++)
            await world.Fact((facts, db) => facts.Paid(db, sent.Slices[0].Id, Ghs(60_00), "whole", "ref-1", default));
        Assert.Equal(WithdrawalState.Paid, (await world.Look(id)).State);
        Assert.Equal((40_00, 0), await world.Money(ama.Actor));
        Assert.Equal(Ghs(100_00 - 60_25), await world.Balance(AccountPath.Provider(PuppetLine.LineCode), Asset.Ghs));
        await world.Whole();
    }

    [Fact]
    public async Task Too_little_too_much_and_other_people_s_methods_are_refused_and_move_nothing()
    {
        await using var world = await New();
        var (ama, kofi) = (await world.Payee("Ama Serwaa", 100_00), await world.Payee("Kofi Boadu", 0));
        Assert.Equal("withdrawal.minimum", (await world.Ask(ama, 49_99)).Error!.Code);
        Assert.Equal("wallet.short", (await world.Ask(ama, 100_01)).Error!.Code);
        Assert.Equal("amount", (await world.Ask(ama, 0)).Error!.Code);
        Assert.Equal("amount", (await world.Ask(ama, -60_00)).Error!.Code);
        Assert.Equal("method.unknown", (await world.Ask((kofi.Actor, ama.Method), 60_00)).Error!.Code);
        Assert.Equal("wallet.sign_in", (await world.Ask((Actor.Guest, ama.Method), 60_00)).Error!.Code);
        var yuan = await world.Get<RequestWithdrawal>().Run(new(ama.Method, new Money(60_00, Asset.Cny), Guid.NewGuid()), ama.Actor, default);
        Assert.Equal("withdrawal.asset", yuan.Error!.Code);
        Assert.Equal((100_00, 0), await world.Money(ama.Actor));
    }

    [Fact]
    public async Task The_same_key_asks_once_and_another_amount_under_it_is_refused()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 200_00);
        var key = Guid.NewGuid();
        Assert.Equal((await world.Ask(ama, 60_00, key)).Value, (await world.Ask(ama, 60_00, key)).Value);
        Assert.Equal("key.reused", (await world.Ask(ama, 70_00, key)).Error!.Code);
        Assert.Equal((140_00, 60_00), await world.Money(ama.Actor));
    }

    [Fact]
    public async Task Twenty_requests_for_the_same_balance_get_it_once()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 100_00);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.Ask(ama, 60_00)));
        Assert.Single(answers, a => a.IsOk);
        Assert.All(answers.Where(a => !a.IsOk), a => Assert.Equal("wallet.short", a.Error!.Code));
        Assert.Equal((40_00, 60_00), await world.Money(ama.Actor));
        await world.Whole();
    }

    [Fact]
    public async Task Two_approvers_at_once_approve_once_and_it_is_cut_and_sent_once()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 100_00);
        var id = await world.Asked(ama, 60_00);
        await world.Finance("yaa");
        await world.Finance("kwame");
        var answers = await Task.WhenAll(world.Approve(id, "yaa"), world.Approve(id, "kwame"));
        Assert.Single(answers, a => a.IsOk);
        Assert.Equal("state", answers.Single(a => !a.IsOk).Error!.Code);
        var slice = (await world.Look(id)).Slices.Single().Id;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.Get<SendSlice>().Run(slice, default)));
        Assert.Single(world.Get<PuppetLine>().Orders);
        Assert.Equal((40_00, 60_00), await world.Money(ama.Actor));
        await world.Whole();
    }

    [Fact]
    public async Task A_large_one_needs_two_different_people_and_nobody_decides_about_their_own()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 20_000_00);
        var id = await world.Asked(ama, 10_000_00);
        Assert.False((await world.Approve(id, "yaa")).Value);
        Assert.Equal("withdrawal.same_person", (await world.Approve(id, "yaa")).Error!.Code);
        Assert.Equal(WithdrawalState.Requested, (await world.Look(id)).State);
        Assert.True((await world.Approve(id, "kwame")).Value);

        var self = ama.Actor with { StaffRoles = new HashSet<StaffRole> { StaffRole.Finance }, HasSecondFactor = true };
        var second = await world.Asked(ama, 60_00);
        Assert.Equal("withdrawal.own", (await world.Get<ApproveWithdrawal>().Run(new(second, Ghs(60_00), Guid.NewGuid()), self, default)).Error!.Code);
        Assert.Equal("withdrawal.own", (await world.Get<RejectWithdrawal>().Run(new(second, "No reason", Guid.NewGuid()), self, default)).Error!.Code);
        // What was looked at is what is approved.
        Assert.Equal("withdrawal.unknown", (await world.Get<ApproveWithdrawal>().Run(new(second, Ghs(61_00), Guid.NewGuid()), await world.Finance("yaa"), default)).Error!.Code);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(StaffRole.Finance, false)]
    [InlineData(StaffRole.Support, true)]
    [InlineData(StaffRole.Moderator, true)]
    [InlineData(StaffRole.Superadmin, true)]
    public async Task Nobody_but_finance_with_a_second_factor_decides(StaffRole? role, bool hasSecondFactor)
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 100_00);
        var id = await world.Asked(ama, 60_00);
        var stranger = new Actor(await world.Person("stranger@example.com"), "stranger")
        {
            StaffRoles = role is { } r ? new HashSet<StaffRole> { r } : [], HasSecondFactor = hasSecondFactor,
        };
        Error?[] answers =
        [
            (await world.Get<ApproveWithdrawal>().Run(new(id, Ghs(60_00), Guid.NewGuid()), stranger, default)).Error,
            (await world.Get<RejectWithdrawal>().Run(new(id, "No reason", Guid.NewGuid()), stranger, default)).Error,
            (await world.Get<StopWithdrawal>().Run(new(id, "No reason", Guid.NewGuid()), stranger, default)).Error,
            (await world.Get<PrepareBatch>().Run(new([id], Guid.NewGuid()), stranger, default)).Error,
            (await world.Get<ReportTransfer>().Run(new(Guid.NewGuid(), true, "abc", "", 0, Guid.NewGuid()), stranger, default)).Error,
            (await world.Get<ReportReturn>().Run(new(SliceId.New(), "No reason", Guid.NewGuid()), stranger, default)).Error,
            (await world.Get<CheckPayoutMethod>().Run(new(ama.Method, false, "No reason", Guid.NewGuid()), stranger, default)).Error,
        ];
        Assert.All(answers, e => Assert.Equal("finance.only", e!.Code));
        Assert.Equal("withdrawal.unknown", (await world.Get<CancelWithdrawal>().Run(new(id, Guid.NewGuid()), stranger, default)).Error!.Code);
        Assert.Null(await world.Get<WithdrawalQueries>().One(stranger, id, default));
        Assert.Equal((40_00, 60_00), await world.Money(ama.Actor));
    }

    [Fact]
    public async Task Rejected_and_cancelled_money_is_available_again_and_neither_happens_twice()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 200_00);
        var (first, second) = (await world.Asked(ama, 60_00), await world.Asked(ama, 70_00));
        Assert.True((await world.Get<RejectWithdrawal>().Run(new(first, "The name is not yours.", Guid.NewGuid()), await world.Finance("yaa"), default)).IsOk);
        Assert.True((await world.Get<CancelWithdrawal>().Run(new(second, Guid.NewGuid()), ama.Actor, default)).IsOk);
        Assert.Equal((200_00, 0), await world.Money(ama.Actor));
        Assert.Equal("state", (await world.Get<CancelWithdrawal>().Run(new(first, Guid.NewGuid()), ama.Actor, default)).Error!.Code);
        Assert.Equal("state", (await world.Approve(second, "yaa")).Error!.Code);
        await world.Whole();
    }

    [Fact]
    public async Task Cancelling_and_approving_at_once_does_one_of_them()
    {
        await using var world = await New();
        var ama = await world.Payee("Ama Serwaa", 100_00);
        var id = await world.Asked(ama, 60_00);
        await world.Finance("yaa");
        var approving = world.Approve(id, "yaa");
        var cancelled = await world.Get<CancelWithdrawal>().Run(new(id, Guid.NewGuid()), ama.Actor, default);
        var approved = await approving;
        Assert.True(approved.IsOk ^ cancelled.IsOk);
        Assert.Equal(approved.IsOk ? (40_00, 60_00) : (100_00, 0), await world.Money(ama.Actor));
    }

    [Fact]
    public void The_steps_are_those_of_the_table()
    {
        FlowTable.Is(WithdrawalFlow.Steps, "Requested: Approved Rejected Cancelled", "Approved: Sending Failed", "Sending: Paid PartlyPaid Failed",
            "Paid: Returned", "PartlyPaid: Returned");
        FlowTable.Is(WithdrawalFlow.SliceSteps, "Queued: Sent Failed", "Sent: Unknown Paid PartlyPaid Failed", "Unknown: Sent Paid PartlyPaid Failed",
            "Paid: Returned", "PartlyPaid: Returned");
        FlowTable.Is(PayoutBatch.Steps, "Prepared: Approved Dropped");
        FlowTable.Is(PayoutMethod.Steps, "ToCheck: Usable Refused Removed", "Usable: Refused Removed", "Refused: Removed");
    }
}
