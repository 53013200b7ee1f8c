using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Kit;

/// <summary>Deals of a world and their verbs, each as a use case of its own, so that lost races run again.</summary>
internal sealed class Deals(World world)
{
    public const string Rail = "op";

    private sealed record Command(Guid Key = default) : ICommand;

    public World World => world;

    public Task<Result<T>> Do<T>(Func<MarketplaceDb, Task<Result<T>>> body) =>
        world.Get<Work>().Run(new Command(), Actor.System("test"), body, CancellationToken.None);

    public Task<Result<T>> Verb<T>(Func<MarketplaceDb, Tranches, Task<Result<T>>> body) => Do(db => body(db, world.Get<Tranches>()));

    /// <summary>A tranche that waits for its money.</summary>
    public async Task<TrancheId> Asked(Money price, UserId payer, int clearingDays, params Payee[] payees) =>
        (await Verb<TrancheId>(async (db, tranches) =>
        {
            var deal = tranches.Plan(db, new NewAgreement("order", payer, $"order:{Guid.NewGuid():N}", "gig", price.Asset,
                [new NewTranche("Jingle", price, payees) { ClearingDays = clearingDays }]));
            await db.SaveChangesAsync();
            var id = deal.Tranches[0].Id;
            return (await tranches.Ask(db, id, TimeSpan.FromMinutes(15), default)).Then(_ => id);
        })).Value;

    public Payment Paid(Money amount, long fee = 0, int horizonDays = 180, Guid? attempt = null) => new(
        Rail, amount, new Money(fee, amount.Asset), $"ref-{attempt ?? Guid.NewGuid():N}", attempt ?? Guid.NewGuid(), world.Clock.GetUtcNow().UtcDateTime)
    {
        HorizonDays = horizonDays,
    };

    public async Task<FundOutcome> Fund(TrancheId id, Payment payment) => (await Verb((db, t) => t.Fund(db, id, payment, default))).Value;

    /// <summary>A tranche with its money in escrow.</summary>
    public async Task<TrancheId> Funded(Money price, UserId payer, int clearingDays, params Payee[] payees)
    {
        var id = await Asked(price, payer, clearingDays, payees);
        await Fund(id, Paid(price));
        return id;
    }

    public Task<Result<TrancheAnswer>> Release(TrancheId id, Money? amount = null, string? cause = null, Authority right = Authority.Party) =>
        Verb((db, t) => t.Release(db, id, amount, cause ?? Guid.NewGuid().ToString("N"), right: right));

    public Task<Result<TrancheAnswer>> Refund(TrancheId id, Money? amount = null, bool toBalance = false, string? cause = null) =>
        Verb((db, t) => t.Refund(db, id, amount, cause ?? Guid.NewGuid().ToString("N"), "Test", toBalance));

    public async Task<Tranche> Load(TrancheId id)
    {
        await using var db = world.Db();
        return await db.Tranches.AsNoTracking().Include(t => t.Captures).SingleAsync(t => t.Id == id);
    }

    public async Task<List<Refund>> Refunds(TrancheId id)
    {
        await using var db = world.Db();
        return await db.Refunds.AsNoTracking().Where(r => r.TrancheId == id).OrderBy(r => r.Id).ToListAsync();
    }

    /// <summary>What a person has, as people count it.</summary>
    public async Task<(long Pending, long Available, long Owed)> Wallet(UserId user, Asset asset) => (
        -(await world.Balance(AccountPath.Pending(user), asset)).Minor, -(await world.Balance(AccountPath.Available(user), asset)).Minor,
        (await world.Balance(AccountPath.Owed(user), asset)).Minor);

    /// <summary>Lets time pass and fires what falls due.</summary>
    public async Task Pass(TimeSpan time)
    {
        world.Clock.Advance(time);
        while (await world.Get<FireDueTimers>().Run(100, CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Puts money into a person's available balance.</summary>
    public async Task Earned(UserId user, Money amount) => Assert.True((await world.Book(new Posting("test.earned", $"earned:{Guid.NewGuid():N}",
        [Line.Debit(AccountPath.Provider(Rail), amount), Line.Credit(AccountPath.Available(user), amount)]))).IsOk);
}
