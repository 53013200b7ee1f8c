using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>
/// Hands one part of an approved withdrawal to its payment line. It leaves the queue once: whoever comes second finds it gone.
/// </summary>
/// <remarks>
/// Money: hold → in transit, here or when the line tells that it is sending. Nothing leaves while the brake is on, while the payee may not be
/// paid, or while no line is there: then the part says why, and is tried again.
/// </remarks>
public sealed class SendSlice(Work work, PayoutRails rails, PayoutChecks checks, PayoutFacts facts, TimeProvider clock)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(15);
    private static readonly Actor Payouts = Actor.System("payouts");

    private sealed record Command(SliceId Slice) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <summary>Sends it, if it still waits.</summary>
    public Task<Result<Done>> Run(SliceId id, CancellationToken ct) => work.Run<Done>(new Command(id), Payouts, async db =>
    {
        var withdrawal = await db.Withdrawals.Include(w => w.Slices).SingleOrDefaultAsync(w => w.Slices.Any(s => s.Id == id), ct);
        if (withdrawal is null) return WithdrawalErrors.UnknownSlice;
        var part = withdrawal.Slices.Single(s => s.Id == id);
        if (part.State != SliceState.Queued) return new Done();
        var now = clock.GetUtcNow().UtcDateTime;
        var rail = rails.For(withdrawal.Kind, withdrawal.Asset);
        var obstacle = await PayoutBrake.IsOn(db, ct) ? LedgerErrors.Braked
            : await checks.MayStillBePaid(db, withdrawal, now, ct) ?? (rail is null ? WithdrawalErrors.NoRail : null);
        if (obstacle is not null) return Wait(db, withdrawal, part, obstacle, now);

        // Whoever else sends this withdrawal waits here and then finds the part gone: nothing is begun twice, not even on paper.
        withdrawal.Turn();
        await db.SaveChangesAsync(ct);
        var begun = await rail!.Begin(db, new SliceOrder(
            withdrawal.Id, withdrawal.UserId, part.Id, part.Amount, withdrawal.Kind, withdrawal.Network, withdrawal.Number, withdrawal.HolderName,
            $"Marketplace {withdrawal.Id.Value:N}/{part.Number}"), ct);
        if (begun.Fails(out var operation, out var refused))
            return refused.Kind is ErrorKind.Unavailable or ErrorKind.Conflict
                ? Wait(db, withdrawal, part, refused, now)
                : await facts.Failed(db, part.Id, refused.Message, ct);
        if (part.Send(rail.Code, operation, now).Fails(out _, out var error)) return error;
        withdrawal.Settle(now);
        return rail.SubmitsAtOnce ? await facts.Submitted(db, part.Id, ct) : new Done();
    }, ct);

    private static Result<Done> Wait(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice part, Error obstacle, DateTime now)
    {
        if (part.Reason != obstacle.Message)
        {
            part.Wait(obstacle.Message);
            withdrawal.Settle(now);
        }
        db.Timers.Add(new DueTimer { Kind = WithdrawalTimers.Send, Subject = part.Id.Value, DueAt = now + Again });
        return new Done();
    }
}

/// <summary>Somebody of finance stops what is not sent yet of an approved withdrawal; that money is available again.</summary>
/// <remarks>Money: hold → available. Errors: finance.only, withdrawal.unknown, withdrawal.own, reason, state when nothing waits any more.</remarks>
public sealed class StopWithdrawal(Work work, PayoutFacts facts)
{
    /// <param name="Withdrawal">Which.</param>
    /// <param name="Reason">Why; the payee reads it.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(WithdrawalId Withdrawal, string Reason, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Reason.Trim().Length is < 5 or > 300) yield return WithdrawalErrors.Reason;
        }
    }

    /// <summary>Stops.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return WithdrawalErrors.NotFinance;
        var withdrawal = await db.Withdrawals.Include(w => w.Slices).SingleOrDefaultAsync(w => w.Id == command.Withdrawal, ct);
        if (withdrawal is null) return WithdrawalErrors.Unknown;
        if (withdrawal.UserId == actor.UserId) return WithdrawalErrors.Own;
        var waiting = withdrawal.Slices.Where(s => s.State == SliceState.Queued).ToList();
        if (waiting.Count == 0) return WithdrawalFlow.SliceSteps.Check(SliceState.Sent, SliceState.Queued)!;
        foreach (var part in waiting)
        {
            await Timers.Cancel(db, WithdrawalTimers.Send, part.Id.Value, ct);
            if ((await facts.Failed(db, part.Id, command.Reason.Trim(), ct)).Fails(out _, out var error)) return error;
        }
        return new Done();
    }, ct);
}
