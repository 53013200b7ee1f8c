using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>
/// Refunds and payouts, begun inside the transaction of whoever decides on them. The ledger has already put the money aside there; what
/// follows comes back as <see cref="MoneyEvent"/>s. The outbox sends the operation after the commit.
/// </summary>
public sealed class MoneyOut(RailBook rails, TimeProvider clock)
{
    private static readonly TimeSpan Sensible = TimeSpan.FromDays(30);

    /// <summary>Gives a part of a verified payment back over the rail it came by.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="amount">How much.</param>
    /// <param name="cause">What decided it; one open refund per cause.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The operation; errors payment.unknown, payment.refund, payment.rail_cannot.</returns>
    public async Task<Result<OperationId>> Refund(MarketplaceDb db, AttemptId payment, Money amount, Guid cause, CancellationToken ct)
    {
        var attempt = await db.PaymentAttempts.SingleOrDefaultAsync(a => a.Id == payment && a.State == AttemptState.Verified, ct);
        if (attempt is null) return RailErrors.UnknownPayment;
        var collect = await db.RailOperations.SingleAsync(o => o.Id == attempt.CollectId, ct);
        var rail = rails.Of(collect.Rail).Describe();
        if (rail.Refunds is RefundSupport.None or RefundSupport.Manual
            || (rail.Refunds == RefundSupport.Full && amount != collect.Moved)) return RailErrors.NotThisRail;
        // Reserved on the collect's own row, whose version lets only one of two refunds pass.
        if (collect.ReserveRefund(amount).Fails(out _, out var error)) return error;
        var now = clock.GetUtcNow().UtcDateTime;
        var refund = new RailOperation(OperationKind.Refund, collect.Rail, amount, cause, now, now + Sensible)
        {
            CollectId = collect.Id, Party = collect.Party, Description = collect.Description,
        };
        return Begin(db, refund, now);
    }

    /// <summary>Sends money to a payee.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="rail">Code of the rail.</param>
    /// <param name="amount">How much.</param>
    /// <param name="party">Phone, account or wallet address of the payee.</param>
    /// <param name="withdrawal">What is paid; one open payout per withdrawal, which the database enforces.</param>
    /// <param name="description">One line for the payee, at most 140 characters.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The operation; errors payment.rail, payment.rail_cannot, payment.amount, payment.party, payment.halted.</returns>
    public async Task<Result<OperationId>> PayOut(
        MarketplaceDb db, string rail, Money amount, string party, Guid withdrawal, string description, CancellationToken ct)
    {
        if (rails.Find(rail)?.Describe() is not { } capabilities) return RailErrors.UnknownRail;
        if (!capabilities.CanPayOut || !capabilities.Assets.Contains(amount.Asset)) return RailErrors.NotThisRail;
        if (amount.Minor < capabilities.LeastMinor || amount.Minor > capabilities.MostMinor)
            return RailErrors.Amount(new(capabilities.LeastMinor, amount.Asset), new(capabilities.MostMinor, amount.Asset));
        if (party is not { Length: > 0 and <= 300 }) return RailErrors.Party;
        var last = await db.StatementRuns.Where(r => r.Rail == rail && r.Asset == amount.Asset).OrderByDescending(r => r.At).FirstOrDefaultAsync(ct);
        if (last is { UnexplainedMinor: not 0 }) return RailErrors.Halted;
        var now = clock.GetUtcNow().UtcDateTime;
        return Begin(db, new RailOperation(OperationKind.Payout, rail, amount, withdrawal, now, now + Sensible)
        {
            Party = party, Description = description,
        }, now);
    }

    private static OperationId Begin(MarketplaceDb db, RailOperation operation, DateTime now)
    {
        db.RailOperations.Add(operation);
        db.Timers.Add(new DueTimer { Kind = RailTimers.Ask, Subject = operation.Id.Value, DueAt = now + RailTimers.Lease });
        db.Tell(new OperationReady(operation.Id, now), now);
        return operation.Id;
    }
}
