using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Marketplace.Tests.Accounts;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Payments.Withdrawals;

/// <summary>A world with money to pay out: verified payees, finance people, and a payment line that does as it is told.</summary>
internal static class PayoutWorld
{
    public static Money Ghs(long minor) => new(minor, Asset.Ghs);

    public static Task<World> New(Action<IServiceCollection>? change = null) => People.NewWorld(services =>
    {
        services.AddSingleton(new Core.Payments.Rails.RailsOptions { Sandbox = false, KeyFolder = Directory.CreateTempSubdirectory("marketplace-keys-").FullName }); // The puppet alone pays here.
        services.AddSingleton<PuppetLine>();
        services.AddTransient<IPayoutRail>(provider => provider.GetRequiredService<PuppetLine>());
        services.AddTransient<INameEnquiry, DemoNetwork>();
        change?.Invoke(services);
    });

    /// <summary>A verified person with money and a mobile money method that can be used.</summary>
    public static async Task<(Actor Actor, PayoutMethodId Method)> Payee(
        this World world, string name, long minor, WalletTier tier = WalletTier.Enhanced, int kycTier = 2, MethodKind kind = MethodKind.MobileMoney)
    {
        var actor = new Actor(await world.Person($"{name.Replace(' ', '.')}@example.com"), name);
        await world.Verify(actor.UserId, name, kycTier);
        if (minor > 0) await world.Earn(actor, minor);
        var number = "02" + (actor.UserId.GetHashCode() & 0x7fffff).ToString("D7") + "1";
        var method = await world.Get<AddPayoutMethod>().Run(new(kind, Asset.Ghs, "MTN", number[..10], name, tier, Guid.NewGuid()), actor, default);
        Assert.True(method.IsOk, method.Error?.Code);
        if (kind != MethodKind.MobileMoney)
            Assert.True((await world.Get<CheckPayoutMethod>().Run(new(method.Value, true, "Looked at it.", Guid.NewGuid()), await world.Finance("checker"), default)).IsOk);
        world.Clock.Advance(TimeSpan.FromHours(25));
        return (actor, method.Value);
    }

    public static async Task Verify(this World world, UserId user, string name, int tier = 2)
    {
        await using var db = world.Db();
        var now = world.Clock.GetUtcNow().UtcDateTime;
        var found = new KycCase(user, now);
        Assert.Null(found.Describe(new KycDetails(tier, name, "GH", "GHA-1234567", null, ""), "", user.ToString(), now));
        Assert.Null(found.Submit(now));
        var verifier = UserId.New();
        Assert.Null(found.Review(verifier, now));
        Assert.Null(found.Decide(KycState.Approved, verifier, "", now));
        db.KycCases.Add(found);
        await db.SaveChangesAsync();
    }

    /// <summary>Money that arrived at the line and became available.</summary>
    public static async Task Earn(this World world, Actor actor, long minor)
    {
        var booked = await world.Book(new Posting("test.earn", $"earn:{Guid.NewGuid()}",
            [Line.Debit(AccountPath.Provider(PuppetLine.LineCode), Ghs(minor)), Line.Credit(AccountPath.Available(actor.UserId), Ghs(minor))]));
        Assert.True(booked.IsOk);
    }

    public static async Task<Actor> Finance(this World world, string name)
    {
        await using var db = world.Db();
        var id = await db.Users.Where(u => u.DisplayName == name).Select(u => (Guid?)u.Id).SingleOrDefaultAsync();
        var user = id is { } known ? new UserId(known) : await world.Staff($"{name}@example.com", StaffRole.Finance);
        return new Actor(user, name) { StaffRoles = new HashSet<StaffRole> { StaffRole.Finance }, HasSecondFactor = true };
    }

    public static Task<Result<WithdrawalId>> Ask(this World world, (Actor Actor, PayoutMethodId Method) payee, long minor, Guid? key = null) =>
        world.Get<RequestWithdrawal>().Run(new(payee.Method, Ghs(minor), key ?? Guid.NewGuid()), payee.Actor, default);

    public static async Task<WithdrawalId> Asked(this World world, (Actor Actor, PayoutMethodId Method) payee, long minor)
    {
        var asked = await world.Ask(payee, minor);
        Assert.True(asked.IsOk, asked.Error?.Code);
        return asked.Value;
    }

    public static async Task<Result<bool>> Approve(this World world, WithdrawalId id, string by)
    {
        var withdrawal = await world.Look(id);
        return await world.Get<ApproveWithdrawal>().Run(new(id, withdrawal.Amount, Guid.NewGuid()), await world.Finance(by), default);
    }

    public static async Task<Withdrawal> Look(this World world, WithdrawalId id)
    {
        await using var db = world.Db();
        return await db.Withdrawals.AsNoTracking().Include(w => w.Slices.OrderBy(s => s.Number)).SingleAsync(w => w.Id == id);
    }

    /// <summary>Fires what is due.</summary>
    public static Task<int> Tick(this World world) => world.Get<FireDueTimers>().Run(100, default);

    /// <summary>Applies a fact in a transaction of its own, as a payment line does.</summary>
    public static async Task Fact(this World world, Func<PayoutFacts, MarketplaceDb, Task<Result<Done>>> fact)
    {
        await using var db = world.Db();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var done = await fact(world.Get<PayoutFacts>(), db);
        Assert.True(done.IsOk, done.Error?.Code);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>All checks of the ledger, after the seals that a chore would have made.</summary>
    public static async Task Whole(this World world)
    {
        await world.Get<SealLedger>().Run(default);
        await world.BooksAreWhole();
    }

    /// <summary>Available and reserved, in minor units.</summary>
    public static async Task<(long Available, long Held)> Money(this World world, Actor actor)
    {
        await using var db = world.Db();
        var available = -(await world.Balance(AccountPath.Available(actor.UserId), Asset.Ghs)).Minor;
        var held = -await db.LedgerBalances.Where(b => b.Account.StartsWith("withdrawal_hold:") || b.Account.StartsWith("in_transit:")).SumAsync(b => b.Posted);
        return (available, held);
    }
}

/// <summary>A payment line for everything; it remembers what it was asked and tells nothing by itself.</summary>
internal sealed class PuppetLine : IPayoutRail
{
    public const string LineCode = "puppet";
    private readonly Lock _lock = new();

    public List<SliceOrder> Orders { get; } = [];
    public Error? Refusal { get; set; }
    public string Code => LineCode;
    public bool SubmitsAtOnce => true;

    public bool Carries(MethodKind kind, Asset asset) => kind != MethodKind.Bank;

    public Task<Result<Guid>> Begin(MarketplaceDb db, SliceOrder order, CancellationToken ct)
    {
        if (Refusal is { } no) return Task.FromResult<Result<Guid>>(no);
        lock (_lock) Orders.Add(order);
        return Task.FromResult<Result<Guid>>(Guid.NewGuid());
    }
}
