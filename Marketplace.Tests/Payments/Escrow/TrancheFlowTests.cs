using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Escrow;

public sealed class TrancheFlowTests
{
    private readonly UserId client = UserId.New(), maker = UserId.New();

    private static Money Ghs(long minor) => new(minor, Asset.Ghs);

    [Fact]
    public void The_steps_are_those_of_the_readme() => FlowTable.Is(TrancheFlow.Steps,
        "Draft: AwaitingFunds Void",
        "AwaitingFunds: Funded Void Refunding Refunded Reversed",
        "Funded: HorizonDue Frozen Releasing Released Refunding Refunded Split Reversed",
        "HorizonDue: Funded Frozen Releasing Released Refunding Refunded Split Reversed",
        "Frozen: Funded HorizonDue Releasing Released Refunding Refunded Split Reversed",
        "Releasing: Released Split Reversed",
        "Refunding: Refunded Split Releasing Reversed",
        "Released: Reversed", "Split: Reversed", "Refunded: Reversed",
        "Reversed: AwaitingFunds Funded Frozen Releasing Released Refunding Refunded Split");

    [Fact]
    public void A_refund_takes_the_steps_of_its_table() => FlowTable.Is(Refund.Steps,
        "Held: Submitted Credited Charged", "Submitted: Paid Held", "Charged: Held");

    /// <summary>Brings a tranche into every state, and out of each that is no end by what its owner can do: nothing is left anywhere on the way.</summary>
    [Fact]
    public async Task From_every_state_there_is_a_way_out_and_somebody_who_takes_it()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        foreach (var state in Enum.GetValues<TrancheState>())
        {
            var id = await Into(deals, state);
            Assert.Equal(state, (await deals.Load(id)).State);
            if (TrancheFlow.IsEnd(state)) Assert.Equal("", TrancheFlow.Owner(state));
            else
            {
                Assert.NotEqual("", TrancheFlow.Owner(state));
                Assert.True(await IsWatched(deals, id), $"{state} has no timer");
                await Out(deals, id, state);
            }
            var end = await deals.Load(id);
            Assert.True(TrancheFlow.IsEnd(end.State) && end.Left.IsZero, $"{state} ends at {end.State} with {end.Left}");
            await world.BooksAreWhole();
        }
    }

    private async Task<TrancheId> Into(Deals deals, TrancheState state)
    {
        Payee[] payees = [new(maker, 1)];
        if (state == TrancheState.Draft)
            return (await deals.Verb<TrancheId>((db, t) => Task.FromResult<Result<TrancheId>>(
                t.Plan(db, new("order", client, "order:1", "gig", Asset.Ghs, [new("T", Ghs(1_000), payees)])).Tranches[0].Id))).Value;
        var id = await deals.Asked(Ghs(1_000), client, 0, payees);
        if (state == TrancheState.AwaitingFunds) return id;
        if (state == TrancheState.Void)
        {
            await deals.Pass(TimeSpan.FromMinutes(16));
            return id;
        }
        await deals.Fund(id, deals.Paid(Ghs(1_000), horizonDays: 30) with { AwaitsFinish = state == TrancheState.Releasing });
        switch (state)
        {
            case TrancheState.HorizonDue: await deals.Pass(TimeSpan.FromDays(26)); break;
            case TrancheState.Frozen: await deals.Verb((db, t) => t.Freeze(db, id, "Dispute", default)); break;
            case TrancheState.Releasing or TrancheState.Released: await deals.Release(id); break;
            case TrancheState.Refunding: await deals.Refund(id); break;
            case TrancheState.Refunded: await deals.Refund(id, toBalance: true); break;
            case TrancheState.Split:
                await deals.Verb((db, t) => t.Split(db, id, Ghs(600), Ghs(400), "split", "Settled", toBalance: true));
                break;
            case TrancheState.Reversed:
                var capture = (await deals.Load(id)).Captures[0].Id;
                await deals.Verb((db, t) => t.Reverse(db, capture, $"claim-{id}", Ghs(1_000), Ghs(0), false, default));
                break;
        }
        return id;
    }

    private static async Task Out(Deals deals, TrancheId id, TrancheState state)
    {
        switch (state)
        {
            case TrancheState.Draft: await deals.Pass(TimeSpan.FromDays(31)); break;
            case TrancheState.AwaitingFunds: await deals.Pass(TimeSpan.FromMinutes(16)); break;
            case TrancheState.Funded or TrancheState.HorizonDue: await deals.Release(id); break;
            case TrancheState.Frozen: await deals.Release(id, right: Authority.Ruling); break;
            case TrancheState.Releasing: await deals.Verb((db, t) => t.RailFinished(db, id, default)); break;
            case TrancheState.Refunding:
                var refund = Assert.Single(await deals.Refunds(id)).Id;
                await deals.Verb((db, t) => t.SubmitRefund(db, refund, default));
                await deals.Verb((db, t) => t.RefundPaid(db, refund, Ghs(0), default));
                break;
        }
    }

    private static async Task<bool> IsWatched(Deals deals, TrancheId id)
    {
        var refunds = (await deals.Refunds(id)).Select(r => r.Id.Value).ToList();
        await using var db = deals.World.Db();
        return await db.Timers.AnyAsync(t => t.FiredAt == null && (t.Subject == id.Value || refunds.Contains(t.Subject)));
    }
}
