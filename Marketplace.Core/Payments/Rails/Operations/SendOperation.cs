using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>
/// Sends an operation that waits: written down as submitted and committed, then sent, then the answer written. Whoever dies between two of
/// these steps leaves a row that is asked about, never sent blindly again.
/// </summary>
/// <remarks>Several may try at once; one claims the row, the others find nothing to do.</remarks>
public sealed class SendOperation(Work work, RailBook rails, RailCalls calls, Facts facts, RailSteps steps, TimeProvider clock)
{
    /// <param name="Operation">Which.</param>
    public sealed record Claim(OperationId Operation) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <param name="Operation">Which.</param>
    /// <param name="Outcome">Name of the answer.</param>
    /// <param name="Detail">Reference or reason.</param>
    public sealed record Settle(OperationId Operation, string Outcome, string Detail) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    private static readonly Actor Rails = Actor.System("rails");

    /// <summary>Sends it, if it waits.</summary>
    public async Task Run(OperationId id, CancellationToken ct)
    {
        RailRequest? claimed = null;
        IPaymentProvider? provider = null;
        await work.Run<Done>(new Claim(id), Rails, async db =>
        {
            (claimed, provider) = (null, null);
            var operation = await db.RailOperations.SingleAsync(o => o.Id == id, ct);
            if (operation.State != OperationState.Created) return new Done();
            var now = Now();
            provider = rails.Of(operation.Rail);
            if (calls.RestsUntil(operation.Rail) is { } until)
            {
                await RailTimers.Set(db, RailTimers.Ask, id.Value, until, ct);
                return new Done();
            }
            if (operation.Submit(now).Fails(out _, out var error)) return error;
            if (operation.Sends == 1) await facts.Submitted(db, operation, now, ct);
            await RailTimers.Set(db, RailTimers.Ask, id.Value, now + RailTimers.Lease, ct);
            claimed = operation.ToRequest();
            return new Done();
        }, ct);
        if (claimed is null) return;

        await steps.Reached(RailSteps.Claimed, id);
        var answer = await calls.Send(provider!, claimed, ct);
        await steps.Reached(RailSteps.Answered, id);
        var (outcome, detail) = answer switch
        {
            SendAnswer.Accepted accepted => ("Accepted", accepted.ProviderRef),
            SendAnswer.Rejected rejected => ("Rejected", rejected.Reason),
            SendAnswer.Unknown unknown => ("Unknown", unknown.Why),
            _ => throw new InvalidOperationException($"No such answer: {answer}"),
        };
        await work.Run<Done>(new Settle(id, outcome, detail), Rails, async db =>
        {
            var operation = await db.RailOperations.SingleAsync(o => o.Id == id, ct);
            await Write(db, operation, answer, ct);
            return new Done();
        }, ct);
    }

    // A message of the rail may have been faster than its answer; what is known already stands.
    private async Task Write(MarketplaceDb db, RailOperation operation, SendAnswer answer, CancellationToken ct)
    {
        var now = Now();
        var told = answer switch
        {
            SendAnswer.Accepted accepted => new ProviderState(ProviderStatus.Pending, Money.Zero(operation.Asset)) { ProviderRef = accepted.ProviderRef },
            SendAnswer.Rejected rejected => new ProviderState(ProviderStatus.Failed, Money.Zero(operation.Asset)) { Reason = rejected.Reason },
            SendAnswer.Unknown unknown => ProviderState.Nothing(operation.Asset, unknown.Why),
            _ => throw new InvalidOperationException($"No such answer: {answer}"),
        };
        if (answer is SendAnswer.Accepted { Step: { } step })
            (await db.PaymentAttempts.SingleAsync(a => a.CollectId == operation.Id, ct)).Show(step);
        if (operation.State == OperationState.Submitted)
        {
            if (told.Status == ProviderStatus.Unknown) _ = operation.Move(OperationState.Unknown, now);
            await facts.Apply(db, operation, told, ct);
        }
        else if (told.ProviderRef is not null) operation.Know(told.ProviderRef);
        // Refunds and payouts are often done at once: no need to wait for the first poll.
        if (operation is { State: OperationState.Pending, Kind: not OperationKind.Collect })
            await RailTimers.Set(db, RailTimers.Ask, operation.Id.Value, now, ct);
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
