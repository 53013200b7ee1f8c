using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Sandbox;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Rails;

/// <summary>
/// Payers, banks, messages, timers, questions, broken lines and killed workers come in any order. After every step the books balance; when
/// all has come to rest they say what the rail's own book says.
/// </summary>
public sealed class RailProgramTests
{
    private const int Steps = 45;
    private static readonly SandboxDeed[] Deeds = [SandboxDeed.Pay, SandboxDeed.Pay, SandboxDeed.PayLess, SandboxDeed.PayMore, SandboxDeed.PayLate, SandboxDeed.Decline, SandboxDeed.Expire];
    private static readonly Fault[] Faults = [Fault.LostAnswer, Fault.Slow, Fault.ServerError, Fault.Garbage, Fault.Truncated, Fault.TooMany];
    private static readonly string[] Places = [RailSteps.Claimed, RailSteps.Answered, RailSteps.Told];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task In_whatever_order_things_happen_the_books_end_as_the_rail_says(int seed)
    {
        await using var bench = await RailBench.New<SandboxBench>();
        var world = bench.World;
        await world.Get<FaultDial>().Turn(new Dictionary<Fault, int> { [Fault.Lost] = 150, [Fault.Late] = 300, [Fault.Duplicate] = 400, [Fault.OutOfOrder] = 600, [Fault.WrongAmount] = 100 }, seed, 0, default);
        var random = new Random(seed);
        var checks = world.Get<IEnumerable<ILedgerCheck>>().Where(c => c is BalancedCheck or BalanceCheck or SignCheck or TrancheCheck).ToList();
        for (var step = 0; step < Steps; step++)
        {
            var what = random.Next(14);
            try
            {
                await Do(bench, random, what);
            }
            catch (Crash)
            {
                // A worker died where it stood; whoever comes next finds what it left.
            }
            await using var db = world.Db();
            foreach (var check in checks)
                Assert.True(await check.Run(db, default) is [], $"seed {seed}, step {step} ({what}): {string.Join(' ', await check.Run(db, default))}");
        }
        bench.Steps.At = null;
        await bench.Settle();
        await bench.Later(TimeSpan.FromMinutes(20));
        await bench.Later(TimeSpan.FromHours(30));
        await bench.Conserved();
    }

    private static async Task Do(SandboxBench bench, Random random, int what)
    {
        var world = bench.World;
        switch (what)
        {
            case 0 or 1: await Begin(bench, random.Next(50_00, 500_00)); break;
            case 2 or 3: await Outside(bench, random, OperationKind.Collect, Deeds[random.Next(Deeds.Length)]); break;
            case 4: await world.Get<OutboxDispatch>().Run(random.Next(1, 6), default); break;
            case 5: await world.Get<FireDueTimers>().Run(random.Next(1, 4), default); break;
            case 6: await world.Get<SandboxCourier>().Deliver(bench.Post, random.Next(1, 4), default); break;
            case 7: world.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 600))); break;
            case 8: if (await One(bench, random, _ => true) is { } asked) await world.Get<AskRail>().Run(asked.Id, default); break;
            case 9: if (await Held(bench, random) is { } refunded) await new Deals(world).Refund(refunded.Id, new Money(random.Next(1, 60_00), Asset.Ghs), random.Next(3) == 0); break;
            case 10: if (await Held(bench, random) is { } released) await new Deals(world).Release(released.Id, new Money(random.Next(1, 90_00), Asset.Ghs)); break;
            case 11: await bench.Withdraw(random.Next(1, 50_00)); break;
            case 12: await bench.Break(Faults[random.Next(Faults.Length)], random.Next(1, 3)); break;
            default: bench.Steps.At = Places[random.Next(Places.Length)]; break;
        }
        if (random.Next(25) == 0) await Outside(bench, random, OperationKind.Collect, SandboxDeed.TakeBack);
    }

    private static async Task Begin(SandboxBench bench, long minor)
    {
        var tranche = await bench.Tranche(minor);
        await new Deals(bench.World).Do(db => bench.World.Get<StartPayment>().Begin(db, new StartPayment.Order(
            RailBench.Payer, PaymentPurpose.Tranche, tranche, new Money(minor, Asset.Ghs), SandboxRail.Code, PayerAction.Redirect, null, "Test"), default));
    }

    private static async Task Outside(SandboxBench bench, Random random, OperationKind kind, SandboxDeed deed)
    {
        if (await One(bench, random, o => o.Kind == kind) is { } operation) await bench.Outside(operation, deed);
    }

    private static async Task<RailOperation?> One(SandboxBench bench, Random random, Func<RailOperation, bool> which)
    {
        await using var db = bench.World.Db();
        var all = (await db.RailOperations.AsNoTracking().OrderBy(o => o.Id).ToListAsync()).Where(which).ToList();
        return all.Count == 0 ? null : all[random.Next(all.Count)];
    }

    private static async Task<Tranche?> Held(SandboxBench bench, Random random)
    {
        await using var db = bench.World.Db();
        var all = await db.Tranches.AsNoTracking().Where(t => t.State == TrancheState.Funded).OrderBy(t => t.Id).ToListAsync();
        return all.Count == 0 ? null : all[random.Next(all.Count)];
    }
}
