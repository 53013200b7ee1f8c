using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>What happens when money has waited long enough: the step the table of timers names, or a word to whoever looks after it.</summary>
public sealed class TrancheTimers(Work work, Tranches tranches, TimeProvider clock)
{
    /// <summary>Nobody paid, or not all.</summary>
    public const string Unpaid = "tranche.unpaid";
    /// <summary>The rail lets go in five days.</summary>
    public const string Horizon = "tranche.horizon";
    /// <summary>The rail lets go in three days and nobody chose.</summary>
    public const string LastCall = "tranche.lastcall";
    /// <summary>Frozen for very long.</summary>
    public const string Frozen = "tranche.frozen";
    /// <summary>The rail has not finished an order.</summary>
    public const string Rail = "tranche.rail";
    /// <summary>A refund is not at its end.</summary>
    public const string Refund = "refund.waiting";
    /// <summary>A claim is not decided.</summary>
    public const string Chargeback = "chargeback.open";
    /// <summary>An earning falls due.</summary>
    public const string Mature = "earning.mature";

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<string> All = [Unpaid, Horizon, LastCall, Frozen, Rail, Refund, Chargeback, Mature];

    /// <summary>A timer that fell due.</summary>
    public sealed record Command(string Kind, Guid Subject, Guid Key) : ICommand;

    /// <summary>Does what the timer was set for; a timer whose reason has passed does nothing.</summary>
    public Task<Result<Done>> Run(Command command, CancellationToken ct) =>
        work.Run<Done>(command, Actor.System("payments"), db => Fire(db, command, ct), ct);

    internal async Task<Result<Done>> Fire(MarketplaceDb db, Command command, CancellationToken ct) => command.Kind switch
    {
        Unpaid => await GiveUp(db, command, ct),
        Horizon => await HorizonDue(db, command, ct),
        LastCall => await Remind(db, command, TrancheState.HorizonDue, "superadmin", "horizon.critical", TimeSpan.FromDays(1), ct),
        Frozen => await Remind(db, command, TrancheState.Frozen, "superadmin", "frozen", TimeSpan.FromDays(7), ct),
        Rail => await Remind(db, command, TrancheState.Releasing, "finance", "rail", TimeSpan.FromDays(1), ct),
        Refund => await RefundWaits(db, command, ct),
        Chargeback => await ClaimWaits(db, command, ct),
        Mature => await tranches.Mature(db, new ClearingId(command.Subject), ct),
        _ => throw new InvalidOperationException($"No timer of kind {command.Kind}."),
    };

    private async Task<Result<Done>> GiveUp(MarketplaceDb db, Command command, CancellationToken ct)
    {
        var given = await tranches.GiveUp(db, new TrancheId(command.Subject), command.Key.ToString("N"), ct);
        return given.Error is { Code: not "state" } error ? error : new Done(); // Paid in the last second: nothing to give up.
    }

    private async Task<Result<Done>> HorizonDue(MarketplaceDb db, Command command, CancellationToken ct)
    {
        var tranche = await db.Tranches.Include(t => t.Captures).SingleAsync(t => t.Id == new TrancheId(command.Subject), ct);
        if (tranche.Left.IsZero || tranche.HorizonAt is not { } horizon) return new Done();
        if (tranche.State == TrancheState.Funded && tranche.Move(TrancheState.HorizonDue, Now).Fails(out _, out var error)) return error;
        // The parties choose; money under a dispute is the mediator's and, in the end, the superadmin's.
        var owner = tranche.State == TrancheState.Frozen ? "moderator" : "payer";
        Say(db, tranche, owner, "horizon");
        tranche.Happened(new TrancheMoved(tranche.Id, tranche.AgreementId, tranche.Subject, "horizon", tranche.Left, tranche.State, People(tranche)));
        await Timers.Set(db, LastCall, command.Subject, horizon - Tranches.RulingBeforeHorizon, ct);
        return new Done();
    }

    private async Task<Result<Done>> Remind(
        MarketplaceDb db, Command command, TrancheState state, string owner, string why, TimeSpan again, CancellationToken ct)
    {
        var tranche = await db.Tranches.Include(t => t.Captures).SingleAsync(t => t.Id == new TrancheId(command.Subject), ct);
        if (tranche.State != state && !(why == "horizon.critical" && tranche.State == TrancheState.Frozen)) return new Done();
        Say(db, tranche, owner, why);
        Again(db, command, again);
        return new Done();
    }

    private async Task<Result<Done>> RefundWaits(MarketplaceDb db, Command command, CancellationToken ct)
    {
        var refund = await db.Refunds.AsNoTracking().SingleAsync(r => r.Id == new RefundId(command.Subject), ct);
        if (refund.State is not (RefundState.Held or RefundState.Submitted)) return new Done();
        db.Tell(new MoneyWaits($"refund:{refund.Id}", "finance", "refund", refund.Money, [refund.PayerId]), Now);
        Again(db, command, TimeSpan.FromDays(1));
        return new Done();
    }

    private async Task<Result<Done>> ClaimWaits(MarketplaceDb db, Command command, CancellationToken ct)
    {
        var claim = await db.Chargebacks.AsNoTracking().SingleAsync(c => c.Id == new ChargebackId(command.Subject), ct);
        if (claim.State != ChargebackState.Open) return new Done();
        db.Tell(new MoneyWaits($"chargeback:{claim.Id}", "finance", "chargeback", new Money(claim.Amount, claim.Asset), []), Now);
        Again(db, command, TimeSpan.FromDays(7));
        return new Done();
    }

    // The timer that fires now is marked as fired afterwards, so the next one is a row of its own.
    private void Again(MarketplaceDb db, Command command, TimeSpan after) =>
        db.Timers.Add(new DueTimer { Kind = command.Kind, Subject = command.Subject, DueAt = Now + after });

    private void Say(MarketplaceDb db, Tranche tranche, string owner, string why) =>
        db.Tell(new MoneyWaits($"tranche:{tranche.Id}", owner, why, tranche.Left, People(tranche)), Now);

    private static List<UserId> People(Tranche tranche) => [tranche.PayerId, .. tranche.Payees.Select(p => p.User)];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}

/// <summary>Hands a timer of one kind to <see cref="TrancheTimers"/>.</summary>
internal sealed class TrancheTimerHandler(string kind, TrancheTimers timers) : ITimerHandler
{
    public string Kind => kind;

    public async Task Fire(DueTimer timer, CancellationToken ct)
    {
        var done = await timers.Run(new TrancheTimers.Command(timer.Kind, timer.Subject, timer.Id), ct);
        if (done.Error is { } error) throw new InvalidOperationException($"{timer.Kind} of {timer.Subject}: {error.Code}");
    }
}
