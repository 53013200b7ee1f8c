using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>A page of a longer list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows in all.</param>
public sealed record Listed<T>(IReadOnlyList<T> Items, int Total);

/// <summary>What a person may ask for now, and what is in the way.</summary>
/// <param name="Methods">Payout methods, usable ones first.</param>
/// <param name="FrozenUntil">Until when withdrawals rest, UTC; null when they do not.</param>
/// <param name="Tier">Level of verification.</param>
/// <param name="IsHalted">Whether all payouts of the house are halted.</param>
public sealed record PayoutStanding(IReadOnlyList<PayoutMethod> Methods, DateTime? FrozenUntil, int Tier, bool IsHalted);

/// <summary>Reads withdrawals and methods, each for its owner; finance with a second factor sees all.</summary>
public sealed class WithdrawalQueries(IDbContextFactory<MarketplaceDb> contexts, PayoutRules rules, TimeProvider clock)
{
    /// <summary>Rows that one page may hold at most.</summary>
    public const int MostPerPage = 100;

    /// <summary>The actor's own withdrawals, newest first.</summary>
    public async Task<Listed<Withdrawal>> Mine(Actor actor, int skip, int take, CancellationToken ct)
    {
        if (!actor.IsPerson) return new([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.Withdrawals.AsNoTracking().Where(w => w.UserId == actor.UserId);
        return new(await rows.Include(w => w.Slices).OrderByDescending(w => w.RequestedAt).ThenByDescending(w => w.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostPerPage)).AsSplitQuery().ToListAsync(ct), await rows.CountAsync(ct));
    }

    /// <summary>One withdrawal; null if there is none for this actor.</summary>
    public async Task<Withdrawal?> One(Actor actor, WithdrawalId id, CancellationToken ct)
    {
        if (!actor.IsPerson) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var seesAll = actor.Is(StaffRole.Finance);
        return await db.Withdrawals.AsNoTracking().Include(w => w.Slices.OrderBy(s => s.Number))
            .SingleOrDefaultAsync(w => w.Id == id && (seesAll || w.UserId == actor.UserId), ct);
    }

    /// <summary>What the actor may ask for now.</summary>
    public async Task<PayoutStanding> Standing(Actor actor, CancellationToken ct)
    {
        if (!actor.IsPerson) return new([], null, 0, false);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var methods = await db.PayoutMethods.AsNoTracking().Where(m => m.UserId == actor.UserId && m.State != MethodState.Removed).ToListAsync(ct);
        var frozen = await db.PayoutAccounts.Where(a => a.UserId == actor.UserId).Select(a => a.FrozenUntil).SingleOrDefaultAsync(ct);
        return new([.. methods.OrderBy(m => m.State).ThenBy(m => m.AddedAt).OrderByDescending(m => m.State == MethodState.Usable)],
            frozen > now ? frozen : null, await KycStanding.TierOf(db, actor.UserId, now, ct), await Journal.PayoutBrake.IsOn(db, ct));
    }

    /// <summary>How a payout of the actor would be cut by the receiving wallet's limits; null when the days ahead do not suffice.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, Money Amount)>?> Preview(Actor actor, PayoutMethodId method, Money amount, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.PayoutMethods.AsNoTracking().SingleOrDefaultAsync(m => m.Id == method && m.UserId == actor.UserId, ct);
        if (found is null || !amount.IsPositive) return [];
        var plan = await PayoutChecks.Plan(db, found, amount, clock.GetUtcNow().UtcDateTime, ct);
        return plan?.Select(p => (p.Day, new Money(p.Minor, amount.Asset))).ToList();
    }

    /// <summary>The least that is paid out of an asset; null when it is not paid out.</summary>
    public Money? Minimum(Asset asset) => rules.Minimum(asset);
}
