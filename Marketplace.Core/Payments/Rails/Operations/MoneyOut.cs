using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
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

    /// <summary>
    /// Begins the operation of a refund that the ledger holds. Where the rail cannot give back, or the payer's bank was faster, the refund
    /// stays held and finance chooses another way.
    /// </summary>
    public async Task<Result<Done>> GiveBack(MarketplaceDb db, RefundHeld held, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(held);
        var collect = await db.RailOperations.SingleOrDefaultAsync(
            o => o.ProviderKey == held.Reference && o.Rail == held.Provider && o.Kind == OperationKind.Collect, ct);
        if (collect is null || rails.Find(collect.Rail)?.Describe() is not { } rail) return new Done();
        if (await db.RailOperations.AnyAsync(o => o.Subject == held.Refund.Value, ct)) return new Done();
        var attempt = await db.PaymentAttempts.SingleAsync(a => a.CollectId == collect.Id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var canGiveBack = rail.Refunds == RefundSupport.Partial || (rail.Refunds == RefundSupport.Full && held.Amount == collect.Moved);
        // Reserved on the collect's own row, whose version lets only one of two refunds pass.
        if (!canGiveBack || !collect.ReserveRefund(held.Amount).IsOk)
        {
            attempt.CallPerson(now);
            return new Done();
        }
        Begin(db, new RailOperation(OperationKind.Refund, collect.Rail, held.Amount, held.Refund.Value, now, now + Sensible)
        {
            OwnerId = collect.OwnerId, CollectId = collect.Id, Party = collect.Party, Description = collect.Description,
        }, now);
        return new Done();
    }

    /// <summary>Sends money to a payee.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="order">What is sent to whom.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The operation; errors payment.rail, payment.rail_cannot, payment.amount, payment.party, payment.halted.</returns>
    public async Task<Result<OperationId>> PayOut(MarketplaceDb db, PayoutOrder order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        var amount = order.Amount;
        if (rails.Find(order.Rail)?.Describe() is not { } rail) return RailErrors.UnknownRail;
        if (!rail.CanPayOut || !rail.Assets.Contains(amount.Asset)) return RailErrors.NotThisRail;
        if (amount.Minor < rail.LeastMinor || amount.Minor > rail.MostMinor)
            return RailErrors.Amount(new(rail.LeastMinor, amount.Asset), new(rail.MostMinor, amount.Asset));
        if (order.Party is not { Length: > 0 and <= 300 }) return RailErrors.Party;
        var last = await db.StatementRuns.Where(r => r.Rail == order.Rail && r.Asset == amount.Asset).OrderByDescending(r => r.At).FirstOrDefaultAsync(ct);
        if (last is { UnexplainedMinor: not 0 }) return RailErrors.Halted;
        var now = clock.GetUtcNow().UtcDateTime;
        return Begin(db, new RailOperation(OperationKind.Payout, order.Rail, amount, order.Slice, now, now + Sensible)
        {
            OwnerId = order.Payee, GroupId = order.Withdrawal, Party = order.Party, Description = order.Description,
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

/// <summary>What is sent to whom.</summary>
/// <param name="Rail">Code of the rail.</param>
/// <param name="Amount">How much.</param>
/// <param name="Party">Phone, account or wallet address of the payee.</param>
/// <param name="Withdrawal">The withdrawal; the ledger holds its money.</param>
/// <param name="Slice">The part of it that is sent; one open payout per slice, which the database enforces.</param>
/// <param name="Payee">Whose money it is.</param>
/// <param name="Description">One line for the payee, at most 140 characters.</param>
public sealed record PayoutOrder(string Rail, Money Amount, string Party, Guid Withdrawal, Guid Slice, UserId Payee, string Description);
