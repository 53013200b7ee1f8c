using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Attempts;

/// <summary>A payment that was started.</summary>
/// <param name="Attempt">Its id.</param>
/// <param name="Collect">The operation that collects.</param>
public sealed record PaymentStarted(AttemptId Attempt, OperationId Collect);

/// <summary>
/// Somebody begins to pay. Payment, operation, reference and timer are written in one transaction; only then the rail is called.
/// </summary>
/// <remarks>
/// Features call <see cref="Begin"/> inside their own transaction, with the price they decided on; pages call <see cref="Run"/> for the payer's
/// own wallet. Errors: payment.sign_in, money.staff, payment.rail, payment.rail_cannot, payment.amount, payment.party, payment.open, payment.paid.
/// </remarks>
public sealed class StartPayment(Work work, RailBook rails, SendOperation send, RailsOptions options, TimeProvider clock)
{
    /// <param name="Amount">How much is added to the payer's own wallet.</param>
    /// <param name="Rail">Code of the rail.</param>
    /// <param name="Action">How the payer wants to pay.</param>
    /// <param name="Party">Phone number or wallet address that pays, where the rail needs one.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(Money Amount, string Rail, PayerAction Action, string? Party, Guid Key) : ICommand;

    /// <summary>What a feature asks to be paid.</summary>
    /// <param name="Payer">Who pays.</param>
    /// <param name="Purpose">What for.</param>
    /// <param name="For">The tranche or wallet.</param>
    /// <param name="Amount">The price.</param>
    /// <param name="Rail">Code of the rail.</param>
    /// <param name="Action">How the payer wants to pay.</param>
    /// <param name="Party">Phone number or wallet address that pays, where the rail needs one.</param>
    /// <param name="Description">One line for the payer, at most 140 characters.</param>
    public sealed record Order(
        UserId Payer, PaymentPurpose Purpose, Guid For, Money Amount, string Rail, PayerAction Action, string? Party, string Description);

    /// <summary>Adds money to the actor's own wallet.</summary>
    public async Task<Result<PaymentStarted>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var started = await work.Run<PaymentStarted>(command, actor, db => MoneyErrors.Refusal(actor, RailErrors.SignIn) is { } refusal
            ? Task.FromResult<Result<PaymentStarted>>(refusal)
            : Begin(db, new Order(actor.UserId, PaymentPurpose.Wallet, actor.UserId.Value, command.Amount, command.Rail, command.Action, command.Party,
                "Marketplace wallet"), ct), ct);
        // The outbox would send it too; the payer is waiting.
        if (started.IsOk) await send.Run(started.Value.Collect, ct);
        return started;
    }

    /// <summary>Writes a payment into the caller's transaction. It is sent by the outbox, or at once by <see cref="SendOperation.Run"/> after the commit.</summary>
    public async Task<Result<PaymentStarted>> Begin(MarketplaceDb db, Order order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (rails.Find(order.Rail)?.Describe() is not { } rail) return RailErrors.UnknownRail;
        if (!rail.CanCollect || !rail.Assets.Contains(order.Amount.Asset) || !rail.PayerActions.Contains(order.Action)) return RailErrors.NotThisRail;
        if (order.Amount.Minor < rail.LeastMinor || order.Amount.Minor > rail.MostMinor)
            return RailErrors.Amount(new(rail.LeastMinor, order.Amount.Asset), new(rail.MostMinor, order.Amount.Asset));
        var party = order.Party?.Trim() ?? "";
        if (party.Length > 300 || (rail.PayerDetail is not null && party.Length == 0)) return RailErrors.Party;

        if (order.Purpose == PaymentPurpose.Tranche)
        {
            var tranche = db.Tranches.Local.FirstOrDefault(t => t.Id == new TrancheId(order.For))
                ?? await db.Tranches.SingleOrDefaultAsync(t => t.Id == new TrancheId(order.For), ct);
            if (tranche is null || tranche.PayerId != order.Payer || tranche.Asset != order.Amount.Asset) return RailErrors.UnknownPayment;
            var others = await db.PaymentAttempts.Where(a => a.Purpose == order.Purpose && a.For == order.For).Select(a => a.State).ToListAsync(ct);
            if (others.Contains(AttemptState.Verified)) return RailErrors.AlreadyPaid;
            if (others.Any(s => s is AttemptState.Created or AttemptState.Presented or AttemptState.Processing or AttemptState.AwaitingTopUp
                or AttemptState.Unknown)) return RailErrors.AlreadyOpen;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var attempt = new PaymentAttempt(order.Payer, order.Purpose, order.For, order.Amount, order.Rail, now, now + rail.Patience);
        var collect = new RailOperation(OperationKind.Collect, order.Rail, order.Amount, attempt.Id.Value, now, attempt.ExpiresAt)
        {
            OwnerId = order.Payer, Party = party.Length == 0 ? null : party, Action = order.Action, Description = order.Description,
            ReturnUrl = $"{options.PublicUrl.TrimEnd('/')}/pay/{attempt.Id}/return",
        };
        attempt.CollectId = collect.Id;
        db.PaymentAttempts.Add(attempt);
        db.RailOperations.Add(collect);
        db.Tell(new OperationReady(collect.Id, now), now);
        await RailTimers.Set(db, RailTimers.Ask, collect.Id.Value, now + RailTimers.Lease, ct);
        return new PaymentStarted(attempt.Id, collect.Id);
    }
}
