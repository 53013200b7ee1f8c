using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Attempts;

/// <summary>A payment as its payer sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rail">Code of the rail.</param>
/// <param name="RailName">Its name.</param>
/// <param name="Purpose">What for.</param>
/// <param name="For">The tranche or wallet.</param>
/// <param name="State">State.</param>
/// <param name="Asked">Asked.</param>
/// <param name="Received">Arrived.</param>
/// <param name="Step">What the payer does next; null when nothing.</param>
/// <param name="Party">Phone number or wallet address that pays.</param>
/// <param name="Reason">Stable code of why it failed.</param>
/// <param name="CreatedAt">When it was begun, UTC.</param>
/// <param name="ExpiresAt">Until when it can be paid, UTC.</param>
public sealed record PaymentView(
    AttemptId Id, string Rail, string RailName, PaymentPurpose Purpose, Guid For, AttemptState State, Money Asked, Money Received, PayerStep? Step,
    string? Party, string? Reason, DateTime CreatedAt, DateTime ExpiresAt)
{
    /// <summary>Whether the payer can still pay.</summary>
    public bool IsOpen => State is AttemptState.Created or AttemptState.Presented or AttemptState.Processing or AttemptState.AwaitingTopUp
        or AttemptState.Unknown;
}

/// <summary>Payments for pages.</summary>
public sealed class PaymentQueries(IDbContextFactory<MarketplaceDb> contexts, RailBook rails)
{
    private const int Most = 100;

    /// <summary>One payment of the actor's own.</summary>
    public async Task<Result<PaymentView>> One(AttemptId id, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await (
            from attempt in db.PaymentAttempts.AsNoTracking()
            join collect in db.RailOperations.AsNoTracking() on attempt.CollectId equals collect.Id
            where attempt.Id == id && attempt.PayerId == actor.UserId
            select new { attempt, collect.Party }).SingleOrDefaultAsync(ct);
        return found is null || !actor.IsPerson ? RailErrors.UnknownPayment : View(found.attempt, found.Party);
    }

    /// <summary>The actor's own payments, newest first.</summary>
    public async Task<IReadOnlyList<PaymentView>> Mine(Actor actor, CancellationToken ct)
    {
        if (!actor.IsPerson) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var mine = await db.PaymentAttempts.AsNoTracking().Where(a => a.PayerId == actor.UserId)
            .OrderByDescending(a => a.CreatedAt).Take(Most).ToListAsync(ct);
        return [.. mine.Select(a => View(a, null))];
    }

    private PaymentView View(PaymentAttempt attempt, string? party) => new(
        attempt.Id, attempt.Rail, rails.Find(attempt.Rail)?.Describe().Name ?? attempt.Rail, attempt.Purpose, attempt.For, attempt.State, attempt.Asked,
        attempt.Received, attempt.StepUrl is null && attempt.Action == PayerAction.None ? null : new PayerStep(attempt.Action, attempt.StepUrl),
        party, attempt.Reason, attempt.CreatedAt, attempt.ExpiresAt);
}
