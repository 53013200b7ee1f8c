using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Reconciliation;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Desk;

/// <summary>A payment that waits for its payer.</summary>
/// <param name="Id">Which.</param>
/// <param name="Left">What is still to be paid.</param>
/// <param name="IsTopUp">Whether a part has arrived already.</param>
public sealed record PaymentWaits(AttemptId Id, Money Left, bool IsTopUp);

/// <summary>Money that was to be paid out and is back with its owner.</summary>
/// <param name="Id">Which withdrawal.</param>
/// <param name="Amount">What was asked for.</param>
/// <param name="IsReturned">Whether the bank sent it back after it had arrived; otherwise it failed.</param>
public sealed record PayoutCameBack(WithdrawalId Id, Money Amount, bool IsReturned);

/// <summary>What about a person's money only that person can move on.</summary>
/// <param name="Payments">Payments that wait for the person.</param>
/// <param name="CameBack">Withdrawals that came back and were not asked for again.</param>
/// <param name="FrozenUntil">Until when withdrawals rest, UTC; null when they do not.</param>
/// <param name="RefusedMethods">Payout methods that were refused.</param>
/// <param name="Kyc">How the verification stands; null when none was begun.</param>
/// <param name="KycEnds">When the verification ends, UTC.</param>
/// <param name="Reason">Why more is asked for or it was refused.</param>
/// <param name="HasMoney">Whether anything could be withdrawn.</param>
public sealed record OwnMoneyNeeds(IReadOnlyList<PaymentWaits> Payments, IReadOnlyList<PayoutCameBack> CameBack, DateTime? FrozenUntil,
    int RefusedMethods, KycState? Kyc, DateTime? KycEnds, string Reason, bool HasMoney);

/// <summary>What waits at the desk of finance.</summary>
/// <param name="ToApprove">Withdrawals that wait singly.</param>
/// <param name="Overdue">Of these, how many were promised an answer by now.</param>
/// <param name="Batches">Batches that the actor may approve: prepared by somebody else.</param>
/// <param name="Unclear">Parts of payouts of which nobody knows whether they arrived.</param>
/// <param name="Transfers">Bank transfers to be made by hand.</param>
/// <param name="Methods">Payout methods to be looked at.</param>
/// <param name="Differences">Lines of rails' statements that nobody has explained.</param>
/// <param name="IsHalted">Whether all payouts are halted.</param>
public sealed record FinanceNeeds(int ToApprove, int Overdue, int Batches, int Unclear, int Transfers, int Methods, int Differences, bool IsHalted);

/// <summary>Counts what waits for somebody; every page asks, so each answer is a handful of indexed look-ups.</summary>
public sealed class MoneyNeeds(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);
    private const int Most = 5;

    /// <summary>The actor's own; null for guests and staff.</summary>
    public async Task<OwnMoneyNeeds?> Own(Actor actor, CancellationToken ct)
    {
        if (!actor.IsPerson || actor.StaffRoles.Count > 0) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (me, now) = (actor.UserId, clock.GetUtcNow().UtcDateTime);
        var payments = await db.PaymentAttempts.AsNoTracking()
            .Where(a => a.PayerId == me && a.ExpiresAt > now.AddDays(-2) && (a.State == AttemptState.Presented || a.State == AttemptState.AwaitingTopUp))
            .OrderBy(a => a.CreatedAt).Take(Most).ToListAsync(ct);
        var since = now - Remembered;
        var back = await db.Withdrawals.AsNoTracking()
            .Where(w => w.UserId == me && w.StateSince >= since && (w.State == WithdrawalState.Returned || w.State == WithdrawalState.Failed)
                && !db.Withdrawals.Any(later => later.UserId == me && later.RequestedAt > w.StateSince))
            .OrderByDescending(w => w.StateSince).Take(Most).ToListAsync(ct);
        var frozen = await db.PayoutAccounts.Where(a => a.UserId == me).Select(a => a.FrozenUntil).SingleOrDefaultAsync(ct);
        var refused = await db.PayoutMethods.CountAsync(m => m.UserId == me && m.State == MethodState.Refused, ct);
        var kyc = await db.KycCases.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == me, ct);
        var available = AccountPath.Available(me);
        var hasMoney = await db.LedgerBalances.AnyAsync(b => b.Account == available && b.Posted < 0, ct);
        return new OwnMoneyNeeds([.. payments.Select(a => new PaymentWaits(a.Id, a.Asked - a.Received, a.State == AttemptState.AwaitingTopUp))],
            [.. back.Select(w => new PayoutCameBack(w.Id, w.Amount, w.State == WithdrawalState.Returned))], frozen > now ? frozen : null, refused,
            kyc?.State, kyc?.ExpiresAt, kyc?.Reason ?? "", hasMoney);
    }

    /// <summary>What waits for finance; null for anybody else.</summary>
    public async Task<FinanceNeeds?> Finance(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var asked = db.Withdrawals.Where(w => w.State == WithdrawalState.Requested && w.BatchId == null);
        var ids = await db.RailOperations.Where(o => o.State == OperationState.Unknown || o.State == OperationState.NeedsAttention).Select(o => o.Id).ToListAsync(ct);
        var operations = ids.Select(id => (Guid?)id.Value).ToList();
        return new FinanceNeeds(
            await asked.CountAsync(ct), await asked.CountAsync(w => w.DueAt < now, ct),
            await db.PayoutBatches.CountAsync(b => b.State == BatchState.Prepared && b.PreparedBy != actor.UserId, ct),
            await db.WithdrawalSlices.CountAsync(s => s.State == SliceState.Unknown || (s.State == SliceState.Sent && operations.Contains(s.OperationId)), ct),
            await db.HandTransfers.CountAsync(t => t.State == HandTransferState.Open, ct),
            await db.PayoutMethods.CountAsync(m => m.State == MethodState.ToCheck, ct),
            await db.StatementEntries.CountAsync(e => e.Class != MatchClass.Matched && e.Class != MatchClass.FeeLine, ct),
            await PayoutBrake.IsOn(db, ct));
    }

    /// <summary>Verifications that wait for a verifier; 0 for anybody else.</summary>
    public async Task<int> Verifications(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Moderator)) return 0;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.KycCases.CountAsync(c => c.State == KycState.Submitted || c.State == KycState.Suspended
            || (c.State == KycState.InReview && c.Reviewer == actor.UserId), ct);
    }
}
