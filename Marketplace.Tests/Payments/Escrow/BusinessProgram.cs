using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Escrow;

/// <summary>
/// Runs a random program of business steps inside one transaction that is never committed, so that each program begins with empty books. What
/// the rail says happened outside is counted beside, and the books must say the same after every step.
/// </summary>
internal sealed class BusinessProgram(World world, MarketplaceDb db)
{
    private static readonly Asset[] Assets = [Asset.Ghs, Asset.Cny];
    private readonly UserId[] people = [UserId.New(), UserId.New(), UserId.New(), UserId.New()];
    private readonly List<TrancheId> tranches = [];
    private readonly List<Withdrawal> withdrawals = [];
    private readonly Dictionary<Asset, long> outside = Assets.ToDictionary(a => a, _ => 0L);
    private readonly Tranches verbs = world.Get<Tranches>();
    private readonly PayOuts payOuts = world.Get<PayOuts>();
    private readonly TrancheTimers timers = world.Get<TrancheTimers>();
    private readonly List<ILedgerCheck> checks = [.. world.Get<IEnumerable<ILedgerCheck>>().Where(c => c is not (ChainCheck or WithdrawalCheck))];
    private readonly NaiveBooks books = new();
    private int step;

    private sealed record Withdrawal(Guid Id, Guid Slice, UserId User, Money Amount)
    {
        public string State { get; set; } = "held";
    }

    /// <summary>One step, chosen and shaped by three numbers.</summary>
    public async Task Step(int kind, int a, int b)
    {
        step++;
        var what = await Do(kind, a, b);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        await books.Follow(db, what);
        foreach (var (asset, minor) in outside)
            Assert.True(minor == books.Of(AccountPath.Provider(Deals.Rail), asset), $"{what}: the rail has {minor} {asset}");
        await NothingWaitsAlone(what);
        if (step % 10 == 0) await Prove(what);
    }

    /// <summary>The checks of the nightly proof.</summary>
    public async Task Prove(string what)
    {
        foreach (var check in checks) Holds(await check.Run(db, default), what);
    }

    private async Task<string> Do(int kind, int a, int b) => (kind % 26) switch
    {
        0 or 1 => await Plan(a, b),
        2 or 3 or 4 => await Fund(a, b),
        5 => await Known(a, id => verbs.Hold(db, id, Key(a, b), default)),
        6 or 7 => await Known(a, async id => Ok(await verbs.Release(db, id, await Part(id, b), Cause(a, b)))),
        8 => await Known(a, async id => Ok(await verbs.Refund(db, id, await Part(id, b), Cause(a, b), "Test", b % 3 == 0))),
        9 => await Known(a, async id => Ok(await SplitAt(id, b, Authority.Party))),
        10 => await Known(a, async id => Ok(await verbs.Freeze(db, id, "Test", default))),
        11 => await Known(a, async id => Ok(await verbs.Unfreeze(db, id, default))),
        12 => await Known(a, async id => Ok(await SplitAt(id, b, Authority.Ruling))),
        13 => await Known(a, async id => Ok(await verbs.Release(db, id, await Part(id, b), Cause(a, b), right: Authority.Ruling))),
        14 => await Known(a, async id => Ok(await verbs.RailFinished(db, id, default))),
        15 or 16 => await RefundStep(a, b),
        17 => await Claim(a, b),
        18 => await DecideOne(a, b),
        19 or 20 => await Pass(a),
        21 => await Withdraw(a, b),
        22 or 23 => await WithdrawStep(a, b),
        24 => await Known(a, async id => Ok(await verbs.GiveUp(db, id, Cause(a, b), default))),
        _ => await Known(a, async id => Ok(await verbs.Ask(db, id, TimeSpan.FromMinutes(15), default))),
    };

    private async Task<string> Plan(int a, int b)
    {
        if (tranches.Count >= 6) return "enough";
        var asset = Assets[a % 2];
        List<Payee> payees = [new(people[1], 1 + (b % 7))];
        if (b % 3 == 0) payees.Add(new(people[2], 1 + (a % 5)));
        var price = new Money(1 + (a % 997), asset);
        var tax = b % 4 == 0 ? new TaxPart("GH", new Money(price.Minor / 7, asset)) : null;
        var deal = verbs.Plan(db, new NewAgreement("order", people[0], $"order:{step}", "gig", asset, [new("T", price, payees) { ClearingDays = b % 2 * 5, Tax = tax }]));
        await db.SaveChangesAsync();
        tranches.Add(deal.Tranches[0].Id);
        return b % 5 == 0 ? "plan" : Ok(await verbs.Ask(db, deal.Tranches[0].Id, TimeSpan.FromMinutes(15), default));
    }

    private Task<string> Fund(int a, int b) => Known(a, async id =>
    {
        var tranche = await Load(id);
        var amount = b % 5 switch { 0 => 1 + (b % 500), 1 => tranche.PriceMinor + 3, _ => Math.Max(1, tranche.Left.IsZero ? tranche.PriceMinor : tranche.Left.Minor) };
        var asset = b % 11 == 0 ? Assets.First(x => x != tranche.Asset) : tranche.Asset;
        var fee = Math.Min(b % 4, amount - 1);
        var attempt = Key(a % 8, b % 16); // Some attempts are told twice, some with another content.
        var before = await db.LedgerTransactions.CountAsync();
        var outcome = await verbs.Fund(db, id, new Payment(Deals.Rail, new(amount, asset), new(fee, asset), $"r{attempt:N}", attempt, Now)
        {
            HorizonDays = b % 2 == 0 ? 30 : 180, AwaitsFinish = b % 6 == 0,
        }, default);
        await db.SaveChangesAsync();
        if (outcome.IsOk && await db.LedgerTransactions.CountAsync() > before) outside[asset] += amount - fee;
        return $"fund {outcome.Error?.Code ?? outcome.Value.Kind.ToString()}";
    });

    private async Task<Result<TrancheAnswer>> SplitAt(TrancheId id, int b, Authority right)
    {
        var left = (await Load(id)).Left;
        var release = new Money(left.Minor * (b % 11) / 10, left.Asset);
        return await verbs.Split(db, id, release, left - release, $"s{step}", "Test", b % 2 == 0, right: right);
    }

    private async Task<string> RefundStep(int a, int b)
    {
        var open = await db.Refunds.AsNoTracking().Where(r => r.State == RefundState.Held || r.State == RefundState.Submitted).OrderBy(r => r.Id).ToListAsync();
        if (open.Count == 0) return "no refund";
        var refund = open[a % open.Count];
        if (refund.State == RefundState.Held)
            return b % 4 == 0 ? Ok(await verbs.RefundToBalance(db, refund.Id, default)) : Ok(await verbs.SubmitRefund(db, refund.Id, default));
        if (b % 3 == 0) return Ok(await verbs.RefundFailed(db, refund.Id, "Test", default));
        outside[refund.Asset] -= refund.Amount + (b % 3);
        return Ok(await verbs.RefundPaid(db, refund.Id, new(b % 3, refund.Asset), default));
    }

    private async Task<string> Claim(int a, int b)
    {
        var captures = await db.Captures.AsNoTracking().Where(c => c.Provider == Deals.Rail && c.Charged < c.Amount + c.Surplus).OrderBy(c => c.Id).ToListAsync();
        if (captures.Count == 0) return "no capture";
        var capture = captures[a % captures.Count];
        var most = capture.Amount + capture.Surplus - capture.Charged;
        var amount = b % 2 == 0 ? most : 1 + (b % most);
        outside[capture.Asset] -= amount + (b % 3);
        return Ok(await verbs.Reverse(db, capture.Id, $"c{step}", new(amount, capture.Asset), new(b % 3, capture.Asset), b % 5 == 0, default));
    }

    private async Task<string> DecideOne(int a, int b)
    {
        var open = await db.Chargebacks.AsNoTracking().Where(c => c.State == ChargebackState.Open).OrderBy(c => c.Id).ToListAsync();
        if (open.Count == 0) return "no claim";
        var claim = open[a % open.Count];
        if (b % 2 == 0) outside[claim.Asset] += claim.Amount + claim.Fee;
        return Ok(await verbs.Decide(db, claim.Id, b % 2 == 0, default));
    }

    private async Task<string> Pass(int a)
    {
        world.Clock.Advance((a % 6) switch { 0 => TimeSpan.FromMinutes(20), 1 => TimeSpan.FromHours(25), 2 => TimeSpan.FromDays(6), 3 => TimeSpan.FromDays(26), 4 => TimeSpan.FromDays(61), _ => TimeSpan.FromHours(1) });
        foreach (var timer in await db.Timers.Where(t => t.FiredAt == null && t.DueAt <= Now).OrderBy(t => t.DueAt).ToListAsync())
        {
            timer.FiredAt = Now;
            Assert.True((await timers.Fire(db, new(timer.Kind, timer.Subject, timer.Id), default)).IsOk, timer.Kind);
            await db.SaveChangesAsync();
        }
        return "time";
    }

    private async Task<string> Withdraw(int a, int b)
    {
        var withdrawal = new Withdrawal(Guid.NewGuid(), Guid.NewGuid(), people[a % 4], new(1 + (b % 300), Assets[b % 2]));
        var held = await payOuts.Request(db, withdrawal.Id, withdrawal.User, withdrawal.Amount, default);
        if (held.IsOk) withdrawals.Add(withdrawal);
        return $"withdraw {held.Error?.Code}";
    }

    private async Task<string> WithdrawStep(int a, int b)
    {
        if (withdrawals.Count == 0) return "no withdrawal";
        var w = withdrawals[a % withdrawals.Count];
        Result<LedgerTransaction>? booked = null;
        switch (w.State)
        {
            case "held" when b % 4 == 0: (booked, w.State) = (await payOuts.Release(db, w.Id, w.User, w.Amount, default), "back"); break;
            case "held": (booked, w.State) = (await payOuts.Submit(db, w.Id, w.Slice, w.User, Deals.Rail, w.Amount, default), "sent"); break;
            case "sent" when b % 4 == 0: (booked, w.State) = (await payOuts.Failed(db, w.Id, w.Slice, w.User, Deals.Rail, w.Amount, default), "back"); break;
            case "sent":
                outside[w.Amount.Asset] -= w.Amount.Minor + 1;
                (booked, w.State) = (await payOuts.Paid(db, w.Id, w.Slice, w.User, Deals.Rail, w.Amount, new(1, w.Amount.Asset), default), "paid");
                break;
            case "paid" when b % 4 == 0:
                outside[w.Amount.Asset] += w.Amount.Minor;
                (booked, w.State) = (await payOuts.Returned(db, w.Id, w.Slice, w.User, Deals.Rail, w.Amount, default), "back");
                break;
        }
        Assert.True(booked is not { IsOk: false }, w.State);
        return w.State;
    }

    private async Task NothingWaitsAlone(string what)
    {
        var waiting = (await db.Timers.AsNoTracking().Where(t => t.FiredAt == null).Select(t => t.Subject).ToListAsync()).ToHashSet();
        foreach (var tranche in await db.Tranches.AsNoTracking().Include(t => t.Captures).ToListAsync())
        {
            Assert.True(-books.Of(AccountPath.Escrow(tranche.Id.Value), tranche.Asset) == tranche.Left.Minor, $"{what}: escrow");
            if (TrancheFlow.IsEnd(tranche.State)) Assert.True(tranche.Left.IsZero, $"{what}: {tranche.State} with {tranche.Left}");
            else Assert.True(TrancheFlow.Owner(tranche.State).Length > 0 && (waiting.Contains(tranche.Id.Value) || tranche.State == TrancheState.Refunding),
                $"{what}: {tranche.State} waits without a timer");
            foreach (var capture in tranche.Captures) Assert.True(capture.Refunded <= capture.Amount && capture.Shares.Sum(s => s.Left) == capture.Left, what);
        }
        foreach (var held in await db.Refunds.AsNoTracking().Where(r => r.State == RefundState.Held || r.State == RefundState.Submitted).ToListAsync())
        {
            Assert.True(waiting.Contains(held.Id.Value), $"{what}: a refund waits without a timer");
            var account = held.State == RefundState.Held ? AccountPath.RefundHold(held.Id.Value) : AccountPath.InTransit(held.Provider, held.Id.Value);
            Assert.True(-books.Of(account, held.Asset) == held.Amount, $"{what}: {account}");
        }
        var pending = await db.Clearings.AsNoTracking().Where(c => c.MaturedAt == null && c.Left > 0).ToListAsync();
        foreach (var earning in pending) Assert.True(waiting.Contains(earning.Id.Value), $"{what}: an earning waits without a timer");
        foreach (var sum in pending.GroupBy(c => (c.UserId, c.Asset)))
            Assert.True(-books.Of(AccountPath.Pending(sum.Key.UserId), sum.Key.Asset) == sum.Sum(c => c.Left), $"{what}: pending");
        foreach (var id in await db.Chargebacks.Where(c => c.State == ChargebackState.Open).Select(c => c.Id).ToListAsync())
            Assert.True(waiting.Contains(id.Value), $"{what}: a claim waits without a timer");
    }

    private static void Holds(IReadOnlyList<string> found, string what) => Assert.True(found.Count == 0, $"{what}: {string.Join(' ', found)}");

    private async Task<string> Known(int a, Func<TrancheId, Task<string>> run) => tranches.Count == 0 ? "none" : await run(tranches[a % tranches.Count]);

    private Task<string> Known<T>(int a, Func<TrancheId, Task<Result<T>>> run) => Known(a, async id => Ok(await run(id)));

    private static string Ok<T>(Result<T> result) => result.Error?.Code ?? "ok";

    private async Task<Money?> Part(TrancheId id, int b) => b % 3 == 0 ? null : new Money(1 + (b % 400), (await Load(id)).Asset);

    private Task<Tranche> Load(TrancheId id) => db.Tranches.AsNoTracking().Include(t => t.Captures).SingleAsync(t => t.Id == id);

    private static string Cause(int a, int b) => $"{a % 5}-{b % 5}"; // Few, so that some are used again, with the same content or another.

    private static Guid Key(int a, int b) => new(a, (short)b, 0, new byte[8]);

    private DateTime Now => world.Clock.GetUtcNow().UtcDateTime;
}
