using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Sandbox;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Payments.Rails;

/// <summary>A process that dies between two steps of an operation.</summary>
internal sealed class Crash() : Exception("The process was killed here.");

/// <summary>Kills at a named step, once.</summary>
internal sealed class CrashingSteps : RailSteps
{
    public string? At { get; set; }

    public override Task Reached(string step, OperationId operation)
    {
        if (step != At) return Task.CompletedTask;
        At = null;
        throw new Crash();
    }
}

/// <summary>
/// What the conformance kit needs of a rail: its simulator, which plays payer, bank and line, and tells what moved in its own book.
/// </summary>
public abstract class RailBench : IAsyncDisposable
{
    public World World { get; private set; } = default!;
    internal CrashingSteps Steps { get; } = new();
    public static readonly UserId Payer = UserId.New();
    public static readonly UserId Kofi = UserId.New();
    public static readonly Actor Ama = new(Payer, "Ama");

    public abstract string Rail { get; }
    public virtual Asset Asset => Asset.Ghs;
    public virtual PayerAction Action => PayerAction.Redirect;
    public virtual string? Party => null;
    public abstract string PayeeAccount { get; }

    /// <summary>Somebody outside does something with this operation.</summary>
    public abstract Task Outside(RailOperation operation, SandboxDeed deed);

    /// <summary>Breaks the line the next so many times.</summary>
    public abstract Task Break(Fault fault, int calls);

    /// <summary>How often the rail has this operation: never more than once.</summary>
    public abstract Task<int> Seen(RailOperation operation);

    /// <summary>What the merchant's account at the rail holds, minor units.</summary>
    public abstract Task<long> Balance();

    /// <summary>Messages and whatever else goes on outside.</summary>
    public virtual Task<int> Deliver() => Task.FromResult(0);

    protected abstract void Add(IServiceCollection services);

    protected virtual Task Begin() => Task.CompletedTask;

    public static async Task<T> New<T>(Action<IServiceCollection>? change = null) where T : RailBench, new()
    {
        var bench = new T();
        bench.World = await World.New(services =>
        {
            services.AddSingleton<RailSteps>(bench.Steps);
            bench.Add(services);
            change?.Invoke(services);
        });
        await bench.Begin();
        return bench;
    }

    /// <summary>A tranche that waits for its money.</summary>
    public async Task<Guid> Tranche(long minor = 100_00) =>
        (await World.Get<Work>().Run<TrancheId>(new Purchase(Guid.NewGuid()), Ama, async db =>
        {
            var verbs = World.Get<Tranches>();
            var deal = verbs.Plan(db, new NewAgreement("order", Payer, $"order:{Guid.NewGuid():N}", "gig", Asset,
                [new NewTranche("Jingle", new Money(minor, Asset), [new Payee(Kofi, 1)]) { ClearingDays = 0 }]));
            await db.SaveChangesAsync();
            // Longer than any rail's patience: what the payer does late is still wanted here.
            return (await verbs.Ask(db, deal.Tranches[0].Id, TimeSpan.FromDays(30), default)).Then(_ => deal.Tranches[0].Id);
        }, default)).Value.Value;

    /// <summary>Begins a payment for a tranche, as a feature would, and sends it.</summary>
    public async Task<PaymentAttempt> Start(long minor = 100_00, Guid? tranche = null)
    {
        var asked = tranche ?? await Tranche(minor);
        var started = await World.Get<Work>().Run<PaymentStarted>(new Purchase(Guid.NewGuid()), Ama, db => World.Get<StartPayment>().Begin(db, new StartPayment.Order(
            Payer, PaymentPurpose.Tranche, asked, new Money(minor, Asset), Rail, Action, Party, "Test"), default), default);
        Assert.True(started.IsOk, started.Error?.Code);
        await Settle();
        return await Attempt(started.Value.Attempt);
    }

    /// <summary>A payment that is paid and verified.</summary>
    public async Task<PaymentAttempt> Paid(long minor = 100_00)
    {
        var attempt = await Start(minor);
        await Outside(await Collect(attempt), SandboxDeed.Pay);
        await Settle();
        await Later(TimeSpan.FromMinutes(3));
        attempt = await Attempt(attempt.Id);
        Assert.Equal(AttemptState.Verified, attempt.State);
        return attempt;
    }

    /// <summary>A payment that is paid and released to its payee, who can withdraw it.</summary>
    public async Task Earned(long minor = 100_00)
    {
        var paid = await Paid(minor);
        var released = await new Deals(World).Release(new TrancheId(paid.For));
        Assert.True(released.IsOk, released.Error?.Code);
        await Settle();
    }

    public async Task<RailOperation> PayOut(long minor, string? payee = null, Guid? slice = null)
    {
        var begun = await Withdraw(minor, payee, slice);
        Assert.True(begun.IsOk, begun.Error?.Code);
        await Settle();
        return await Operation(begun.Value);
    }

    public Task<Result<OperationId>> Withdraw(long minor, string? payee = null, Guid? slice = null) =>
        World.Get<Work>().Run<OperationId>(new Purchase(Guid.NewGuid()), Ama, async db =>
        {
            var (amount, withdrawal) = (new Money(minor, Asset), Guid.CreateVersion7());
            if ((await World.Get<PayOuts>().Request(db, withdrawal, Kofi, amount, default)).Fails(out _, out var error)) return error;
            return await World.Get<MoneyOut>().PayOut(db, new PayoutOrder(
                Rail, amount, payee ?? PayeeAccount, withdrawal, slice ?? Guid.CreateVersion7(), Kofi, "Earnings"), default);
        }, default);

    public Task<Result<TrancheAnswer>> Refund(PaymentAttempt attempt, long minor) => new Deals(World).Refund(new TrancheId(attempt.For), new Money(minor, Asset));

    private sealed record Purchase(Guid Key) : ICommand;

    /// <summary>Works until nothing is left to do at this instant.</summary>
    public async Task Settle()
    {
        for (var round = 0; round < 200; round++)
        {
            var done = await World.Get<OutboxDispatch>().Run(200, default) + await World.Get<FireDueTimers>().Run(500, default) + await Deliver();
            if (done == 0) return;
        }
        Assert.Fail("It never comes to rest.");
    }

    /// <summary>Time passes in steps, and what falls due is done.</summary>
    public async Task Later(TimeSpan by)
    {
        var step = by > TimeSpan.FromHours(3) ? TimeSpan.FromMinutes(59) : TimeSpan.FromSeconds(61);
        for (; by > TimeSpan.Zero; by -= step)
        {
            World.Clock.Advance(by < step ? by : step);
            await Settle();
        }
    }

    public async Task<PaymentAttempt> Attempt(AttemptId id)
    {
        await using var db = World.Db();
        return await db.PaymentAttempts.AsNoTracking().SingleAsync(a => a.Id == id);
    }

    public Task<RailOperation> Collect(PaymentAttempt attempt) => Operation(attempt.CollectId);

    public async Task<RailOperation> Operation(OperationId id)
    {
        await using var db = World.Db();
        return await db.RailOperations.AsNoTracking().SingleAsync(o => o.Id == id);
    }

    public async Task<List<RailEvent>> Events()
    {
        await using var db = World.Db();
        return await db.RailEvents.AsNoTracking().OrderBy(e => e.Id).ToListAsync();
    }

    /// <summary>The oracle of every case: what moved in the rail's book is what we wrote down, and nothing of ours is made of nothing.</summary>
    public async Task Conserved()
    {
        var events = await Events();
        long Sum(params MoneyEventKind[] kinds) => events.Where(e => kinds.Contains(e.Kind)).Sum(e => e.Minor);
        var ours = Sum(MoneyEventKind.Received, MoneyEventKind.PayoutReturned, MoneyEventKind.Unmatched)
            - Sum(MoneyEventKind.RefundPaid, MoneyEventKind.PayoutPaid, MoneyEventKind.ChargedBack, MoneyEventKind.Fee);
        Assert.Equal(await Balance(), ours);
        Assert.True(Sum(MoneyEventKind.Applied, MoneyEventKind.Surplus, MoneyEventKind.RefundDue) <= Sum(MoneyEventKind.Received));
        Assert.Equal(await Balance(), (await World.Balance(AccountPath.Provider(Rail), Asset)).Minor);
        await World.BooksAreWhole(areWithdrawalsBehind: false);
        await using var db = World.Db();
        foreach (var operation in await db.RailOperations.AsNoTracking().ToListAsync())
            Assert.True(await Seen(operation) <= 1, $"{operation.Kind} {operation.Id} was taken more than once.");
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await World.DisposeAsync();
    }
}

/// <summary>The sandbox, with its courier knocking at our inbox.</summary>
public sealed class SandboxBench : RailBench
{
    public override string Rail => SandboxRail.Code;
    public override string PayeeAccount => "0244000111";
    public SandboxBank Bank => World.Get<SandboxBank>();
    /// <summary>When set, no message leaves.</summary>
    public bool IsMute { get; set; }

    protected override void Add(IServiceCollection services)
    {
    }

    public override Task Outside(RailOperation operation, SandboxDeed deed) => Bank.Do(operation.ProviderKey, deed, default);

    public override Task Break(Fault fault, int calls)
    {
        World.Get<FaultDial>().BreakNext(fault, calls);
        return Task.CompletedTask;
    }

    public override async Task<int> Seen(RailOperation operation)
    {
        await using var db = World.Db();
        return await db.SandboxOrders.CountAsync(o => o.Reference == operation.ProviderKey);
    }

    public override async Task<long> Balance()
    {
        await using var db = World.Db();
        return await db.SandboxMovements.SumAsync(m => m.Minor);
    }

    public override Task<int> Deliver() => IsMute ? Task.FromResult(0) : World.Get<SandboxCourier>().Deliver(Post, 500, default);

    /// <summary>Knocks at the inbox as the courier does.</summary>
    public async Task<int> Post(string path, string signature, byte[] body, CancellationToken ct) => await World.Get<Core.Payments.Rails.Inbox.ReceiveWebhook>()
        .Run(Rail, new WebhookRequest(path, new Dictionary<string, string> { [SandboxRail.SignatureHeader] = signature }, body), ct) switch
    {
        Core.Payments.Rails.Inbox.WebhookAnswer.Taken => 200,
        Core.Payments.Rails.Inbox.WebhookAnswer.Refused => 401,
        _ => 404,
    };
}
