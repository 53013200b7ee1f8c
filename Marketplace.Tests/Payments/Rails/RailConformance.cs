using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Sandbox;

namespace Marketplace.Tests.Payments.Rails;

/// <summary>What every rail has to stand, run against the rail's simulator. After each case both books agree.</summary>
public abstract class RailConformance<TBench> where TBench : RailBench, new()
{
    protected static Task<TBench> New() => RailBench.New<TBench>();

    private static async Task Ends(RailBench bench, PaymentAttempt attempt, AttemptState expected)
    {
        Assert.Equal(expected, (await bench.Attempt(attempt.Id)).State);
        await bench.Conserved();
    }

    [Fact]
    public async Task A_payment_is_verified_when_the_rail_says_so()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        Assert.Equal(AttemptState.Presented, attempt.State);
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.Pay);
        await bench.Later(TimeSpan.FromMinutes(3));
        await Ends(bench, attempt, AttemptState.Verified);
        Assert.Equal([MoneyEventKind.Received, MoneyEventKind.Applied], (await bench.Events()).Select(e => e.Kind).Order());
    }

    [Fact]
    public async Task A_payer_who_declines_fails_and_may_try_again()
    {
        await using var bench = await New();
        var tranche = Guid.CreateVersion7();
        var attempt = await bench.Start(tranche: tranche);
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.Decline);
        await bench.Later(TimeSpan.FromMinutes(90));
        Assert.Contains((await bench.Attempt(attempt.Id)).State, (AttemptState[])[AttemptState.Failed, AttemptState.Expired]);
        var second = await bench.Start(tranche: tranche);
        await bench.Outside(await bench.Collect(second), SandboxDeed.Pay);
        await bench.Later(TimeSpan.FromMinutes(3));
        await Ends(bench, second, AttemptState.Verified);
    }

    [Fact]
    public async Task A_payment_that_nobody_makes_expires()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        await bench.Later(TimeSpan.FromMinutes(90));
        await Ends(bench, attempt, AttemptState.Expired);
        Assert.Equal(0, await bench.Balance());
    }

    [Fact]
    public async Task Less_waits_for_the_rest_and_the_rest_completes_it()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.PayLess);
        await bench.Later(TimeSpan.FromMinutes(3));
        await Ends(bench, attempt, AttemptState.AwaitingTopUp);
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.Pay);
        await bench.Later(TimeSpan.FromHours(2));
        await Ends(bench, attempt, AttemptState.Verified);
        Assert.Equal(100_00, await bench.Balance());
    }

    [Fact]
    public async Task Less_goes_back_after_a_day()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.PayLess);
        await bench.Later(TimeSpan.FromMinutes(3));
        await bench.Later(TimeSpan.FromHours(26));
        await Ends(bench, attempt, AttemptState.Refunded);
        Assert.Equal(0, await bench.Balance());
    }

    [Theory]
    [InlineData(Fault.LostAnswer)]
    [InlineData(Fault.Slow)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.Garbage)]
    [InlineData(Fault.Truncated)]
    [InlineData(Fault.TooMany)]
    public async Task An_unclear_answer_to_a_payment_never_charges_twice(Fault fault)
    {
        await using var bench = await New();
        await bench.Break(fault, 3);
        var attempt = await bench.Start();
        await bench.Later(TimeSpan.FromMinutes(11));
        var collect = await bench.Collect(attempt);
        Assert.Equal(1, await bench.Seen(collect));
        await bench.Outside(collect, SandboxDeed.Pay);
        await bench.Later(TimeSpan.FromMinutes(40));
        await Ends(bench, attempt, AttemptState.Verified);
    }

    [Theory]
    [InlineData(Fault.LostAnswer)]
    [InlineData(Fault.Slow)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.Garbage)]
    [InlineData(Fault.TooMany)]
    public async Task An_unclear_answer_to_a_payout_never_pays_twice(Fault fault)
    {
        await using var bench = await New();
        await bench.Paid();
        await bench.Break(fault, 4);
        var payout = await bench.PayOut(40_00);
        await bench.Later(TimeSpan.FromHours(3));
        payout = await bench.Operation(payout.Id);
        Assert.Equal((OperationState.Succeeded, 40_00), (payout.State, payout.MovedMinor));
        Assert.Equal(60_00, await bench.Balance());
        await bench.Conserved();
    }

    [Theory]
    [InlineData(RailSteps.Claimed)]
    [InlineData(RailSteps.Answered)]
    [InlineData(RailSteps.Told)]
    public async Task Killed_between_two_steps_of_a_payment_it_goes_on_by_itself(string step)
    {
        await using var bench = await New();
        bench.Steps.At = step;
        var attempt = await bench.Start();
        await bench.Later(TimeSpan.FromMinutes(9));
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.Pay);
        await bench.Later(TimeSpan.FromMinutes(40));
        await Ends(bench, attempt, AttemptState.Verified);
    }

    [Theory]
    [InlineData(RailSteps.Claimed)]
    [InlineData(RailSteps.Answered)]
    [InlineData(RailSteps.Told)]
    public async Task Killed_between_two_steps_of_a_payout_it_pays_once(string step)
    {
        await using var bench = await New();
        await bench.Paid();
        bench.Steps.At = step;
        var payout = await bench.PayOut(25_00);
        await bench.Later(TimeSpan.FromMinutes(70));
        Assert.Equal(OperationState.Succeeded, (await bench.Operation(payout.Id)).State);
        Assert.Equal(75_00, await bench.Balance());
        await bench.Conserved();
    }

    [Fact]
    public async Task Eight_workers_send_one_operation_once()
    {
        await using var bench = await New();
        await bench.Paid();
        var payout = await bench.PayOut(10_00);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => bench.World.Get<SendOperation>().Run(payout.Id, default))));
        await bench.Later(TimeSpan.FromMinutes(3));
        Assert.Equal(1, (await bench.Operation(payout.Id)).Sends);
        Assert.Equal(90_00, await bench.Balance());
        await bench.Conserved();
    }

    [Fact]
    public async Task Parts_are_given_back_to_the_last_unit_and_no_further()
    {
        await using var bench = await New();
        var attempt = await bench.Paid();
        foreach (var part in new[] { 33_33L, 33_33, 33_33, 1 })
        {
            Assert.True((await bench.Refund(attempt, part)).IsOk);
            await bench.Later(TimeSpan.FromMinutes(3));
        }
        Assert.Equal("payment.refund", (await bench.Refund(attempt, 1)).Error?.Code);
        Assert.Equal(0, await bench.Balance());
        await bench.Conserved();
    }

    [Fact]
    public async Task Two_refunds_at_once_give_back_what_was_paid_and_no_more()
    {
        await using var bench = await New();
        var attempt = await bench.Paid();
        var both = await Task.WhenAll(Task.Run(() => bench.Refund(attempt, 80_00)), Task.Run(() => bench.Refund(attempt, 80_00)));
        Assert.Single(both, r => r.IsOk);
        await bench.Later(TimeSpan.FromMinutes(3));
        Assert.Equal(20_00, await bench.Balance());
        await bench.Conserved();
    }

    [Fact]
    public async Task One_withdrawal_has_one_payout()
    {
        await using var bench = await New();
        await bench.Paid();
        var withdrawal = Guid.CreateVersion7();
        await bench.PayOut(10_00, withdrawal: withdrawal);
        await Assert.ThrowsAnyAsync<Exception>(() => bench.PayOut(10_00, withdrawal: withdrawal));
        Assert.Equal(90_00, await bench.Balance());
    }

    [Fact]
    public async Task A_second_payment_for_one_thing_goes_back()
    {
        await using var bench = await New();
        var tranche = Guid.CreateVersion7();
        var first = await bench.Start(tranche: tranche);
        await bench.Later(TimeSpan.FromMinutes(90));
        Assert.Equal(AttemptState.Expired, (await bench.Attempt(first.Id)).State);
        var second = await bench.Start(tranche: tranche);
        await bench.Outside(await bench.Collect(second), SandboxDeed.Pay);
        await bench.Later(TimeSpan.FromMinutes(3));
        await Ends(bench, second, AttemptState.Verified);
        Assert.Equal(100_00, await bench.Balance());
    }
}
