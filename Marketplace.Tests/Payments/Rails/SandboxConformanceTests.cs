using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Inbox;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Reconciliation;
using Marketplace.Core.Payments.Rails.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Rails;

/// <summary>The conformance kit on the sandbox, and what only a rail with signed messages and statements has.</summary>
[Trait("Suite", "UseCases")]
public sealed class SandboxConformanceTests : RailConformance<SandboxBench>
{
    [Fact]
    public async Task Money_that_comes_late_is_used_when_it_is_still_wanted()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        await bench.Later(TimeSpan.FromMinutes(20));
        Assert.Equal(AttemptState.Expired, (await bench.Attempt(attempt.Id)).State);
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.PayLate);
        await bench.Settle();
        Assert.Equal(AttemptState.Verified, (await bench.Attempt(attempt.Id)).State);
        await bench.Conserved();
    }

    [Fact]
    public async Task Money_that_comes_late_goes_back_when_another_payment_was_faster()
    {
        await using var bench = await New();
        var tranche = Guid.CreateVersion7();
        var late = await bench.Start(tranche: tranche);
        await bench.Later(TimeSpan.FromMinutes(20));
        var fast = await bench.Start(tranche: tranche);
        await bench.Outside(await bench.Collect(fast), SandboxDeed.Pay);
        await bench.Settle();
        await bench.Outside(await bench.Collect(late), SandboxDeed.PayLate);
        await bench.Later(TimeSpan.FromMinutes(3));
        Assert.Equal(AttemptState.Verified, (await bench.Attempt(fast.Id)).State);
        var back = await bench.Attempt(late.Id);
        Assert.Equal((AttemptState.Refunded, "duplicate"), (back.State, back.Reason));
        Assert.Equal(100_00, await bench.Balance());
        await bench.Conserved();
    }

    [Fact]
    public async Task More_than_asked_is_the_payers_own()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.PayMore);
        await bench.Settle();
        Assert.Equal(AttemptState.Verified, (await bench.Attempt(attempt.Id)).State);
        Assert.Equal(50_00, (await bench.Events()).Single(e => e.Kind == MoneyEventKind.Surplus).Minor);
        await bench.Conserved();
    }

    [Fact]
    public async Task A_message_five_times_and_in_any_order_has_one_effect()
    {
        await using var bench = await New();
        bench.IsMute = true;
        await bench.World.Get<FaultDial>().Turn(new Dictionary<Fault, int> { [Fault.Duplicate] = 1000 }, 7, 0, default);
        var attempt = await bench.Start();
        var collect = await bench.Collect(attempt);
        await bench.Outside(collect, SandboxDeed.PayLess);
        await bench.Outside(collect, SandboxDeed.Pay);
        await using (var db = bench.World.Db())
        {
            var all = await db.SandboxDeliveries.AsNoTracking().OrderByDescending(d => d.DueAt).ToListAsync();
            Assert.Equal(10, all.Count);
            foreach (var delivery in all) Assert.Equal(200, await Post(bench, delivery.Body));
        }
        await bench.Settle();
        Assert.Equal(AttemptState.Verified, (await bench.Attempt(attempt.Id)).State);
        await using (var db = bench.World.Db()) Assert.Equal(2, await db.WebhookMessages.CountAsync());
        Assert.Equal(100_00, (await bench.Events()).Where(e => e.Kind == MoneyEventKind.Received).Sum(e => e.Minor));
        await bench.Conserved();
    }

    [Fact]
    public async Task A_message_may_be_faster_than_the_answer()
    {
        await using var bench = await New();
        bench.Steps.At = RailSteps.Answered; // The rail has it, our row says submitted.
        var attempt = await bench.Start();
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.Pay);
        await bench.Settle();
        Assert.Equal(AttemptState.Verified, (await bench.Attempt(attempt.Id)).State);
        await bench.Conserved();
    }

    [Fact]
    public async Task A_message_that_names_another_amount_moves_nothing()
    {
        await using var bench = await New();
        bench.IsMute = true;
        var attempt = await bench.Start();
        var collect = await bench.Collect(attempt);
        var body = $$"""{"id":"evt_x","type":"collect.changed","data":{"id":"{{collect.ProviderRef}}","reference":"{{collect.ProviderKey}}","status":"Done","moved":"999999.00","currency":"GHS"} }""";
        Assert.Equal(200, await Post(bench, body));
        await bench.Settle();
        Assert.Equal(AttemptState.Presented, (await bench.Attempt(attempt.Id)).State);
        Assert.Empty(await bench.Events());
    }

    [Fact]
    public async Task Sixteen_kinds_of_forged_messages_are_refused_and_change_nothing()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        var collect = await bench.Collect(attempt);
        var keys = bench.World.Get<SandboxKeys>();
        var body = Encoding.UTF8.GetBytes($$"""{"id":"evt_f","data":{"id":"{{collect.ProviderRef}}","reference":"{{collect.ProviderKey}}"} }""");
        var now = bench.World.Clock.GetUtcNow().ToUnixTimeSeconds();
        var good = keys.Sign(now, body);
        var other = (byte[])[.. body];
        other[^5] ^= 1;
        (string Signature, byte[] Body)[] forged =
        [
            ("", body), ("t=", body), ("v1=" + good, body), (good, other), (good + "0", body), (good[..^1], body), (good.ToUpperInvariant(), body),
            (good.Replace("v1=", "v2=", StringComparison.Ordinal), body), ($"t={now + 1},{good.Split(',')[1]}", body),
            (keys.Sign(now - 301, body), body), (keys.Sign(now + 301, body), body), (good + "," + good, body), ("t=-1,v1=00", body),
            ($"t={now},v1={new string('0', 64)}", body), ($"t={now},v1=", body), (keys.Sign(now, []), body),
        ];
        Assert.Equal(16, forged.Length);
        foreach (var (signature, bytes) in forged) Assert.Equal(401, await bench.Post(SandboxRail.HookPath, signature, bytes, default));
        Assert.Equal(401, await bench.Post(SandboxRail.HookPath, keys.Sign(now, new byte[WebhookRequest.MostBytes + 1]), new byte[WebhookRequest.MostBytes + 1], default));
        await bench.Settle();
        Assert.Equal(AttemptState.Presented, (await bench.Attempt(attempt.Id)).State);
        await using var db = bench.World.Db();
        Assert.Equal(17, await db.WebhookMessages.CountAsync(m => m.State == WebhookState.Invalid));
        Assert.Equal(200, await bench.Post(SandboxRail.HookPath, good, body, default));
    }

    [Fact]
    public async Task Samples_of_forged_messages_do_not_fill_the_database()
    {
        await using var bench = await New();
        for (var i = 0; i < ReceiveWebhook.MostSamples + 10; i++) await bench.Post(SandboxRail.HookPath, "forged", new byte[5000], default);
        await using var db = bench.World.Db();
        Assert.Equal(ReceiveWebhook.MostSamples, await db.WebhookMessages.CountAsync());
        Assert.All(await db.WebhookMessages.ToListAsync(), m => Assert.True(m.Body.Length <= 1024));
    }

    [Fact]
    public async Task A_changed_secret_still_takes_messages_under_way_and_not_older_ones()
    {
        await using var bench = await New();
        var keys = bench.World.Get<SandboxKeys>();
        var body = Encoding.UTF8.GetBytes("""{"id":"evt_r","data":{"id":"x","reference":"y"}}""");
        var signed = keys.Sign(bench.World.Clock.GetUtcNow().ToUnixTimeSeconds(), body);
        keys.Rotate();
        Assert.Equal(200, await bench.Post(SandboxRail.HookPath, signed, body, default));
        keys.Rotate();
        Assert.Equal(401, await bench.Post(SandboxRail.HookPath, signed, body, default));
    }

    [Fact]
    public async Task A_payment_that_the_bank_takes_back_is_told_once()
    {
        await using var bench = await New();
        var attempt = await bench.Paid();
        await bench.Outside(await bench.Collect(attempt), SandboxDeed.TakeBack);
        await bench.Later(TimeSpan.FromMinutes(3));
        Assert.Equal(100_00, (await bench.Events()).Single(e => e.Kind == MoneyEventKind.ChargedBack).Minor);
        Assert.Equal("payment.refund", (await bench.Refund(attempt, 1)).Error?.Code);
        await bench.Conserved();
    }

    [Fact]
    public async Task A_payout_that_comes_back_is_told()
    {
        await using var bench = await New();
        await bench.Paid();
        var payout = await bench.PayOut(30_00);
        await bench.Later(TimeSpan.FromMinutes(3));
        await bench.Outside(payout, SandboxDeed.TakeBack);
        await bench.Later(TimeSpan.FromMinutes(3));
        Assert.Equal(30_00, (await bench.Events()).Single(e => e.Kind == MoneyEventKind.PayoutReturned).Minor);
        await bench.Conserved();
    }

    [Theory]
    [InlineData(SandboxServer.UnknownPayee, "unknown_payee", 0)]
    [InlineData(SandboxServer.EmptyFloat, "float_empty", 0)]
    [InlineData(SandboxServer.HalfPayee, "partly_sent", 15_00)]
    public async Task A_payout_that_fails_keeps_what_it_did_not_move(string ending, string reason, long moved)
    {
        await using var bench = await New();
        await bench.Paid();
        var payout = await bench.PayOut(30_00, "024400" + ending);
        await bench.Later(TimeSpan.FromMinutes(3));
        payout = await bench.Operation(payout.Id);
        Assert.Equal((OperationState.Failed, reason, moved), (payout.State, payout.Reason, payout.MovedMinor));
        Assert.Equal(30_00 - moved, (await bench.Events()).Single(e => e.Kind == MoneyEventKind.PayoutFailed).Minor);
        await bench.Conserved();
    }

    [Fact]
    public async Task A_payout_without_an_answer_for_a_day_calls_a_person_and_is_still_asked_for()
    {
        await using var bench = await New();
        await bench.Paid();
        await bench.Break(Fault.LostAnswer, 12);
        var payout = await bench.PayOut(30_00);
        await bench.Later(TimeSpan.FromHours(50));
        Assert.Equal(OperationState.NeedsAttention, (await bench.Operation(payout.Id)).State);
        await bench.Later(TimeSpan.FromDays(12));
        Assert.Equal(OperationState.Succeeded, (await bench.Operation(payout.Id)).State);
        Assert.Equal(70_00, await bench.Balance());
        await bench.Conserved();
    }

    [Fact]
    public async Task A_days_statement_finds_what_differs()
    {
        await using var bench = await New();
        await bench.World.Get<FaultDial>().Turn(new Dictionary<Fault, int>(), 1, 150, default);
        var paid = await bench.Paid();
        await bench.PayOut(20_00);
        await bench.Later(TimeSpan.FromMinutes(3));
        var day = DateOnly.FromDateTime(bench.World.Clock.GetUtcNow().UtcDateTime);
        var clean = await Reconcile(bench, day);
        Assert.Equal((0, 0), (clean.Open.Count, clean.Unexplained));

        bench.IsMute = true;
        var open = await bench.Start();
        await bench.Outside(await bench.Collect(open), SandboxDeed.Pay);
        var healed = await Reconcile(bench, day); // Their book had it; ours learns it by asking.
        Assert.Empty(healed.Open);
        Assert.Equal(AttemptState.Verified, (await bench.Attempt(open.Id)).State);

        await using (var db = bench.World.Db())
        {
            db.SandboxMovements.Add(new SandboxMovement { OrderId = "x", Reference = "x", Kind = StatementLineKind.Other, Minor = 7_00, Asset = Asset.Ghs, At = bench.World.Clock.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync();
        }
        var extra = await Reconcile(bench, day);
        Assert.Equal(MatchClass.TheirsOnly, Assert.Single(extra.Open).Class);
        await Reconcile(bench, day);
        Assert.Equal(7_00, (await bench.Events()).Single(e => e.Kind == MoneyEventKind.Unmatched).Minor);
        await bench.Conserved();

        await using (var db = bench.World.Db())
        {
            var order = (await bench.Collect(paid)).ProviderKey;
            await db.SandboxMovements.Where(m => m.Reference == order && m.Kind == StatementLineKind.Collect).ExecuteDeleteAsync();
            await db.SandboxMovements.Where(m => m.Reference == order).ExecuteDeleteAsync();
        }
        Assert.NotEqual(0, (await Reconcile(bench, day)).Unexplained);
        var halted = await bench.World.Get<Work>().Run<Core.Payments.Rails.OperationId>(new Anything(), RailBench.Ama, db => bench.World.Get<MoneyOut>().PayOut(
            db, bench.Rail, new Money(1_00, Asset.Ghs), bench.Payee, Guid.NewGuid(), "", default), default);
        Assert.Equal("payment.halted", halted.Error?.Code);
    }

    private sealed record Anything : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    private static async Task<StatementCompared> Reconcile(SandboxBench bench, DateOnly day) =>
        (await bench.World.Get<ReconcileRail>().Run(new(bench.Rail, day, Asset.Ghs), Actor.System("test"), default)).Value;

    private static Task<int> Post(SandboxBench bench, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return bench.Post(SandboxRail.HookPath, bench.World.Get<SandboxKeys>().Sign(bench.World.Clock.GetUtcNow().ToUnixTimeSeconds(), bytes), bytes, default);
    }
}
