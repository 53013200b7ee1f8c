using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Marketplace.Core.Storage.Sqlite;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Payments.Withdrawals;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Payments;

/// <summary>
/// Every call of the database that a money step makes fails once, each in its turn: the statements, the commit, and what comes after it. The
/// step is whole or not at all, and asked again under its key it is done exactly once. What dies between a step and the rail stands in
/// <c>RailConformance</c>.
/// </summary>
public sealed class FaultPointTests
{
    private static readonly Money Price = PayoutWorld.Ghs(100_00);
    private readonly FailingDatabase database = new();
    private readonly Dictionary<Guid, (Actor Actor, PayoutMethodId Method)> payees = [];
    private World world = default!;
    private Deals deals = default!;
    private Actor yaa = default!, kwame = default!;

    private sealed record Verb(string Name, Guid Key) : ICommand;

    /// <summary>What a step needs, the step under a key, and whether it is done.</summary>
    private sealed record MoneyStep(Func<Task<Guid>> Prepare, Func<Guid, Guid, Task<Error?>> Run, Func<MarketplaceDb, Guid, Task<bool>> IsDone);

    [Theory]
    [InlineData("fund")]
    [InlineData("release")]
    [InlineData("refund")]
    [InlineData("split")]
    [InlineData("submit refund")]
    [InlineData("withdraw")]
    [InlineData("approve")]
    [InlineData("batch")]
    [InlineData("send")]
    public async Task Whichever_call_fails_the_step_is_whole_or_not_at_all_and_done_once(string name)
    {
        await using var own = world = await PayoutWorld.New(services => services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(database)));
        (deals, yaa, kwame) = (new Deals(world), await world.Finance("yaa"), await world.Finance("kwame"));
        var step = Step(name);
        // A full disk fails as a broken one does; seen once, it need not be seen for every step.
        foreach (var call in Enum.GetValues<FailingCall>().Where(c => c != FailingCall.Full || name == "fund"))
            Assert.True(await FailEach(step, call) > 0, $"No {call} ever came.");
        await world.BooksAreWhole();
    }

    private async Task<int> FailEach(MoneyStep step, FailingCall call)
    {
        for (var nth = 1; ; nth++)
        {
            var (subject, key) = (await step.Prepare(), Guid.NewGuid());
            var before = await Look(db => db.LedgerTransactions.CountAsync());
            database.Arm(call, nth);
            var failure = await Tried(() => step.Run(subject, key));
            var hasFailed = database.HasFailed;
            database.Arm(call, 0);
            var isDone = await Look(db => step.IsDone(db, subject));
            var booked = await Look(db => db.LedgerTransactions.CountAsync()) - before;
            var what = $"{call} {nth}, {failure ?? "answered"}: {(isDone ? "done" : "not done")}, {booked} booked";
            Assert.True(isDone || (booked == 0 && failure is not null), what);
            Assert.True(isDone || call != FailingCall.AfterCommit, what);
            // The same request again: done now if it was not, and not twice if it was.
            var again = await Tried(() => step.Run(subject, key));
            Assert.True(again is null && await Look(db => step.IsDone(db, subject)), $"{what}; again {again}");
            var inAll = await Look(db => db.LedgerTransactions.CountAsync()) - before;
            Assert.True(!isDone || inAll == booked, $"{what}; {inAll} in all");
            if (!hasFailed) return nth - 1;
        }
    }

    private MoneyStep Step(string name) => name switch
    {
        "fund" => new(Asked, (id, key) => Do(name, key, (db, verbs) => verbs.Fund(db, new(id), Paid(id), default)), async (db, id) => await State(db, id) == TrancheState.Funded),
        "release" => new(Funded, (id, key) => Do(name, key, (db, verbs) => verbs.Release(db, new(id), null, $"{id:N}")), async (db, id) => await State(db, id) == TrancheState.Released),
        "refund" => new(Funded, (id, key) => Do(name, key, (db, verbs) => verbs.Refund(db, new(id), null, $"{id:N}", "Test")), async (db, id) => await State(db, id) == TrancheState.Refunding),
        "split" => new(Funded, (id, key) => Do(name, key, (db, verbs) => verbs.Split(db, new(id), PayoutWorld.Ghs(60_00), PayoutWorld.Ghs(40_00), $"{id:N}", "Test", true)),
            async (db, id) => await State(db, id) == TrancheState.Split),
        "submit refund" => new(
            async () =>
            {
                var id = await Funded();
                Assert.True((await deals.Refund(new(id))).IsOk);
                return (await deals.Refunds(new(id))).Single().Id.Value;
            },
            (id, key) => Do(name, key, (db, verbs) => verbs.SubmitRefund(db, new(id), default)),
            (db, id) => db.Refunds.AnyAsync(r => r.Id == new RefundId(id) && r.State == RefundState.Submitted)),
        "withdraw" => new(
            async () => (await Payee()).Actor.UserId.Value,
            async (id, key) => (await world.Ask(payees[id], 60_00, key)).Error,
            (db, id) => db.Withdrawals.AnyAsync(w => w.UserId == new UserId(id))),
        "approve" => new(
            Requested, async (id, key) => (await world.Get<ApproveWithdrawal>().Run(new(new(id), PayoutWorld.Ghs(60_00), key), yaa, default)).Error,
            (db, id) => Is(db, id, WithdrawalState.Approved)),
        "batch" => new(
            async () => (await world.Get<PrepareBatch>().Run(new([new(await Requested())], Guid.NewGuid()), yaa, default)).Value.Value,
            async (id, key) => (await world.Get<ApproveBatch>().Run(new(new(id), [PayoutWorld.Ghs(60_00)], key), kwame, default)).Error,
            (db, id) => db.Withdrawals.AnyAsync(w => w.BatchId == new PayoutBatchId(id) && w.State == WithdrawalState.Approved)),
        _ => new(
            async () =>
            {
                var id = await Requested();
                Assert.True((await world.Approve(new(id), "yaa")).IsOk);
                return id;
            },
            async (id, _) => (await world.Get<SendSlice>().Run((await world.Look(new(id))).Slices.Single().Id, default)).Error,
            (db, id) => Is(db, id, WithdrawalState.Sending)),
    };

    private async Task<Error?> Do<T>(string name, Guid key, Func<MarketplaceDb, Tranches, Task<Result<T>>> verb) => (await world.Get<Work>().Run<Done>(
        new Verb(name, key), Actor.System("test"), async db => (await verb(db, world.Get<Tranches>())).Then(_ => new Done()), default)).Error;

    private async Task<Guid> Asked() => (await deals.Asked(Price, yaa.UserId, 0, new Payee(kwame.UserId, 1))).Value;

    private async Task<Guid> Funded() => (await deals.Funded(Price, yaa.UserId, 0, new Payee(kwame.UserId, 1))).Value;

    private Payment Paid(Guid tranche) => deals.Paid(Price, attempt: tranche);

    private async Task<(Actor Actor, PayoutMethodId Method)> Payee()
    {
        var payee = await world.Payee($"Payee {payees.Count}", 100_00);
        payees[payee.Actor.UserId.Value] = payee;
        return payee;
    }

    private async Task<Guid> Requested() => (await world.Asked(await Payee(), 60_00)).Value;

    private async Task<T> Look<T>(Func<MarketplaceDb, Task<T>> look)
    {
        await using var db = world.Db();
        return await look(db);
    }

    private static Task<TrancheState> State(MarketplaceDb db, Guid id) => db.Tranches.Where(t => t.Id == new TrancheId(id)).Select(t => t.State).SingleAsync();

    private static Task<bool> Is(MarketplaceDb db, Guid id, WithdrawalState state) => db.Withdrawals.AnyAsync(w => w.Id == new WithdrawalId(id) && w.State == state);

    private static async Task<string?> Tried(Func<Task<Error?>> run)
    {
        try
        {
            return (await run())?.Code;
        }
        catch (Exception failure) when (failure.GetBaseException() is SqliteException)
        {
            return failure.GetBaseException().Message;
        }
    }
}
