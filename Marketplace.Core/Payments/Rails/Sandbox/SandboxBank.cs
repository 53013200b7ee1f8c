using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Sandbox;

/// <summary>What happens to an order from outside: the payer, the bank, the telephone network.</summary>
public enum SandboxDeed
{
    /// <summary>The payer pays all that is left.</summary>
    Pay,
    /// <summary>The payer pays half.</summary>
    PayLess,
    /// <summary>The payer pays half more than asked.</summary>
    PayMore,
    /// <summary>The payer says no.</summary>
    Decline,
    /// <summary>The time runs out.</summary>
    Expire,
    /// <summary>The payer pays although the time ran out.</summary>
    PayLate,
    /// <summary>The payer's bank takes the money back, or a payout comes back.</summary>
    TakeBack,
    /// <summary>A refund or payout that waits is done.</summary>
    Finish,
    /// <summary>A refund or payout that waits is refused.</summary>
    Refuse,
}

/// <summary>The sandbox's book and what people do to it. Every change commits by itself and tells its messages to the courier.</summary>
public sealed class SandboxBank(IDbContextFactory<MarketplaceDb> contexts, FaultDial dial, TimeProvider clock)
{
    private const int Tries = 6;

    /// <summary>An order by its own reference or the merchant's, or null.</summary>
    public async Task<SandboxOrder?> Find(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.SandboxOrders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id || o.Reference == id, ct);
    }

    /// <summary>The newest orders.</summary>
    public async Task<IReadOnlyList<SandboxOrder>> Newest(int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.SandboxOrders.AsNoTracking().OrderByDescending(o => o.CreatedAt).Take(most).ToListAsync(ct);
    }

    /// <summary>Somebody outside does something.</summary>
    /// <returns>Whether it was possible.</returns>
    public async Task<bool> Do(string id, SandboxDeed deed, CancellationToken ct)
    {
        // With this fault the payer's money comes in two parts, each with a message of its own.
        if (deed == SandboxDeed.Pay && await Find(id, ct) is { Status: SandboxStatus.Waiting, Minor: > 1, Kind: OperationKind.Collect } whole
            && await dial.Strikes(Fault.Partial, whole.Reference, ct)) await Once(id, SandboxDeed.PayLess, ct);
        return await Once(id, deed, ct);
    }

    private Task<bool> Once(string id, SandboxDeed deed, CancellationToken ct) => Change(id, (db, order, fee) =>
    {
        var left = order.Minor - order.MovedMinor;
        switch (deed)
        {
            case SandboxDeed.Pay when order.IsOpen: return Receive(db, order, left, fee);
            case SandboxDeed.PayLess when order is { Status: SandboxStatus.Waiting, Minor: > 1 }: return Receive(db, order, order.Minor / 2, fee);
            case SandboxDeed.PayMore when order.IsOpen: return Receive(db, order, left + Math.Max(1, order.Minor / 2), fee);
            case SandboxDeed.PayLate when order.Kind == OperationKind.Collect && order.Status != SandboxStatus.Done: return Receive(db, order, left, fee);
            case SandboxDeed.Decline when order.Status == SandboxStatus.Waiting: return End(order, SandboxStatus.Refused, "declined");
            case SandboxDeed.Refuse when order.Status == SandboxStatus.Waiting: return End(order, SandboxStatus.Refused, "refused");
            case SandboxDeed.Expire when order.IsOpen: return End(order, SandboxStatus.Expired, null);
            case SandboxDeed.Finish when order.Kind != OperationKind.Collect && order.IsOpen: return Send(db, order, left);
            case SandboxDeed.TakeBack when order.MovedMinor > order.ReversedMinor + order.RefundedMinor: return TakeBack(db, order);
            default: return false;
        }
    }, ct);

    /// <summary>The payer pays exactly so much.</summary>
    /// <returns>Whether it was possible.</returns>
    public Task<bool> Pay(string id, long minor, CancellationToken ct) => Change(id, (db, order, fee) => order.IsOpen && Receive(db, order, minor, fee), ct);

    internal async Task<bool> Change(string id, Func<MarketplaceDb, SandboxOrder, int, bool> change, CancellationToken ct)
    {
        var fee = (await dial.Read(ct)).FeeBasisPoints;
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                var order = await db.SandboxOrders.SingleOrDefaultAsync(o => o.Id == id || o.Reference == id, ct);
                if (order is null || !change(db, order, fee)) return false;
                order.Changes++;
                await Announce(db, order, ct);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return true;
            }
            catch (Exception failure) when (attempt < Tries && db.Dialect.IsTransient(failure))
            {
                // Lost a race: the next try reads what the winner wrote.
            }
        }
    }

    private bool Receive(MarketplaceDb db, SandboxOrder order, long minor, int feeBasisPoints)
    {
        if (minor <= 0) return false;
        order.MovedMinor += minor;
        order.Status = order.MovedMinor >= order.Minor ? SandboxStatus.Done : SandboxStatus.PartlyPaid;
        Book(db, order, StatementLineKind.Collect, minor);
        if (feeBasisPoints > 0 && new Money(minor, order.Asset).BasisPoints(feeBasisPoints).Minor is > 0 and var fee)
        {
            order.FeeMinor += fee;
            Book(db, order, StatementLineKind.Fee, -fee);
        }
        return true;
    }

    internal bool Send(MarketplaceDb db, SandboxOrder order, long minor)
    {
        if (minor <= 0) return false;
        order.MovedMinor += minor;
        order.Status = order.MovedMinor >= order.Minor ? SandboxStatus.Done : SandboxStatus.PartlyPaid;
        Book(db, order, order.Kind == OperationKind.Refund ? StatementLineKind.Refund : StatementLineKind.Payout, -minor);
        return true;
    }

    private bool TakeBack(MarketplaceDb db, SandboxOrder order)
    {
        var back = order.MovedMinor - order.ReversedMinor - order.RefundedMinor;
        order.ReversedMinor += back;
        Book(db, order, StatementLineKind.Reversal, order.Kind == OperationKind.Collect ? -back : back);
        return true;
    }

    private static bool End(SandboxOrder order, SandboxStatus status, string? reason)
    {
        (order.Status, order.Reason) = (status, reason);
        return true;
    }

    private void Book(MarketplaceDb db, SandboxOrder order, StatementLineKind kind, long minor) => db.SandboxMovements.Add(new SandboxMovement
    {
        OrderId = order.Id, Reference = order.Reference, Kind = kind, Minor = minor, Asset = order.Asset, At = Now(),
    });

    // A message is about the order as it is now; what the dial does to messages it does here.
    private async Task Announce(MarketplaceDb db, SandboxOrder order, CancellationToken ct)
    {
        var about = $"{order.Reference}/{order.Changes}";
        if (await dial.Strikes(Fault.Lost, about, ct)) return;
        var now = Now();
        var told = await dial.Strikes(Fault.WrongAmount, about, ct) ? order.MovedMinor + 1 : order.MovedMinor;
        var body = JsonSerializer.Serialize(new
        {
            id = $"evt_{order.Id}_{order.Changes}",
            type = $"{order.Kind.ToString().ToLowerInvariant()}.changed",
            created = new DateTimeOffset(now).ToUnixTimeSeconds(),
            data = new
            {
                id = order.Id,
                reference = order.Reference,
                status = order.Status.ToString(),
                moved = new Money(told, order.Asset).ToPlainText(),
                currency = order.Asset.Code,
            },
        });
        var due = now;
        if (await dial.Strikes(Fault.Late, about, ct)) due += TimeSpan.FromMinutes(10);
        if (await dial.Strikes(Fault.OutOfOrder, about, ct)) due += TimeSpan.FromSeconds(FaultDial.Number("order/" + about, 120));
        var copies = await dial.Strikes(Fault.Duplicate, about, ct) ? 5 : 1;
        for (var copy = 0; copy < copies; copy++)
            db.SandboxDeliveries.Add(new SandboxDelivery { OrderId = order.Id, Body = body, DueAt = due.AddMilliseconds(copy) });
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
