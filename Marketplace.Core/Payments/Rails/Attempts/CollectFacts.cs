using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Attempts;

/// <summary>What arrived money means for its payment: paid, too little, too much, too late, twice.</summary>
public sealed class CollectFacts(RailJournal journal, RailBook rails)
{
    /// <summary>Applies the state of the collect, and the money that is new, to the payment.</summary>
    public async Task Apply(MarketplaceDb db, RailOperation collect, Money arrived, DateTime now, CancellationToken ct)
    {
        var attempt = await db.PaymentAttempts.SingleAsync(a => a.CollectId == collect.Id, ct);
        if (arrived.IsPositive)
        {
            attempt.Arrive(arrived);
            await journal.Write(db, Fact(collect, attempt, MoneyEventKind.Received, $"received:{collect.MovedMinor}", arrived, now), ct);
        }
        if (attempt.State is AttemptState.Verified) await Keep(db, collect, attempt, arrived, now, ct);
        else if (attempt.State is AttemptState.Refunding or AttemptState.Refunded) await GiveBack(db, collect, attempt, arrived, attempt.Reason, now, ct);
        else if (attempt.Received >= attempt.Asked) await Use(db, collect, attempt, now, ct);
        else if (!attempt.Received.IsZero) await Wait(db, collect, attempt, now, ct);
        else Follow(collect, attempt, now);
    }

    /// <summary>A refund ended: its payment is given back, or a person has to find another way.</summary>
    public async Task RefundEnded(MarketplaceDb db, RailOperation refund, Money rest, DateTime now, CancellationToken ct)
    {
        var collect = await db.RailOperations.SingleAsync(o => o.Id == refund.CollectId, ct);
        if (rest.IsPositive) collect.ReleaseRefund(rest);
        var attempt = await db.PaymentAttempts.SingleAsync(a => a.CollectId == collect.Id, ct);
        if (rest.IsPositive) attempt.CallPerson(now);
        else if (attempt.State == AttemptState.Refunding && collect.RefundedMinor == collect.MovedMinor) _ = attempt.Move(AttemptState.Refunded, now);
    }

    /// <summary>Adds to a fact whose money it is.</summary>
    public async Task<MoneyEvent> About(MarketplaceDb db, MoneyEvent fact, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var operation = await db.RailOperations.SingleAsync(o => o.Id == fact.Operation, ct);
        var collect = operation.Kind == OperationKind.Collect ? operation.Id : operation.CollectId;
        if (collect is null) return fact;
        var attempt = await db.PaymentAttempts.SingleAsync(a => a.CollectId == collect, ct);
        return fact with { Payer = attempt.PayerId, Purpose = attempt.Purpose, For = attempt.For };
    }

    private async Task Use(MarketplaceDb db, RailOperation collect, PaymentAttempt attempt, DateTime now, CancellationToken ct)
    {
        if (attempt.Purpose == PaymentPurpose.Tranche && await db.PaymentAttempts.AnyAsync(
            a => a.Id != attempt.Id && a.Purpose == attempt.Purpose && a.For == attempt.For && a.State == AttemptState.Verified, ct))
        {
            await GiveBack(db, collect, attempt, attempt.Received, "duplicate", now, ct);
            return;
        }
        if ((await journal.Offer(db, Fact(collect, attempt, MoneyEventKind.Applied, "applied", attempt.Asked, now), ct)).Fails(out _, out var refusal))
        {
            await GiveBack(db, collect, attempt, attempt.Received, refusal.Code, now, ct);
            return;
        }
        _ = attempt.Move(AttemptState.Verified, now);
        attempt.HoldPlace();
        await RailTimers.Clear(db, RailTimers.TopUp, attempt.Id.Value, ct);
        await Keep(db, collect, attempt, attempt.Received - attempt.Asked, now, ct);
    }

    private async Task Keep(MarketplaceDb db, RailOperation collect, PaymentAttempt attempt, Money surplus, DateTime now, CancellationToken ct)
    {
        if (surplus.IsPositive)
            await journal.Write(db, Fact(collect, attempt, MoneyEventKind.Surplus, $"surplus:{attempt.ReceivedMinor}", surplus, now), ct);
    }

    private async Task Wait(MarketplaceDb db, RailOperation collect, PaymentAttempt attempt, DateTime now, CancellationToken ct)
    {
        if (collect.IsFinal)
        {
            await GiveBack(db, collect, attempt, attempt.Received, "short", now, ct);
            return;
        }
        if (attempt.State == AttemptState.AwaitingTopUp) return;
        _ = attempt.Move(AttemptState.AwaitingTopUp, now);
        await RailTimers.Set(db, RailTimers.TopUp, attempt.Id.Value, now + RailTimers.TopUpPatience, ct);
    }

    private async Task GiveBack(
        MarketplaceDb db, RailOperation collect, PaymentAttempt attempt, Money money, string? reason, DateTime now, CancellationToken ct)
    {
        if (!money.IsPositive) return;
        await journal.Write(db, Fact(collect, attempt, MoneyEventKind.RefundDue, $"refund_due:{attempt.ReceivedMinor}", money, now), ct);
        if (attempt.State != AttemptState.Refunded) _ = attempt.Move(AttemptState.Refunding, now, reason);
        await RailTimers.Clear(db, RailTimers.TopUp, attempt.Id.Value, ct);
        var rail = rails.Of(collect.Rail).Describe();
        if (rail.Refunds is RefundSupport.None or RefundSupport.Manual || collect.ReserveRefund(money).Fails(out _, out _))
        {
            attempt.CallPerson(now);
            return;
        }
        var refund = new RailOperation(
            OperationKind.Refund, collect.Rail, money, StableId.Of($"{attempt.Id}:{attempt.ReceivedMinor}"), now, now + TimeSpan.FromDays(30))
        {
            CollectId = collect.Id, Party = collect.Party, Description = collect.Description,
        };
        db.RailOperations.Add(refund);
        db.Tell(new OperationReady(refund.Id, now), now);
    }

    private static void Follow(RailOperation collect, PaymentAttempt attempt, DateTime now)
    {
        var to = collect.State switch
        {
            OperationState.Pending => attempt.State == AttemptState.Processing ? AttemptState.Processing : AttemptState.Presented,
            OperationState.Unknown => AttemptState.Unknown,
            OperationState.Failed => AttemptState.Failed,
            OperationState.Cancelled or OperationState.Expired => AttemptState.Expired,
            _ => attempt.State,
        };
        if (collect.State == OperationState.NeedsAttention) attempt.CallPerson(now);
        _ = attempt.Move(to, now, collect.State is OperationState.Failed or OperationState.Cancelled ? collect.Reason : null);
    }

    private static MoneyEvent Fact(RailOperation collect, PaymentAttempt attempt, MoneyEventKind kind, string effect, Money amount, DateTime now) =>
        Facts.Fact(collect, kind, effect, amount, now) with { Payer = attempt.PayerId, Purpose = attempt.Purpose, For = attempt.For };
}
