using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>
/// Asks a rail how an operation stands and applies the difference. Timers, messages of the rail and returning payers all end here, so their
/// order and number do not matter.
/// </summary>
public sealed class AskRail(
    Work work, IDbContextFactory<MarketplaceDb> contexts, RailBook rails, RailCalls calls, Facts facts, SendOperation send, RailSteps steps,
    TimeProvider clock)
{
    /// <param name="Operation">Which.</param>
    /// <param name="Told">What the rail said.</param>
    /// <param name="Sends">How often it had been sent when the rail was asked.</param>
    public sealed record Command(OperationId Operation, ProviderState Told, int Sends) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    private static readonly Actor Rails = Actor.System("rails");

    /// <summary>Asks once.</summary>
    /// <param name="id">Which operation.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="isOver">Whether the payer's time is over whatever the clock says: the rail is told to take nothing more.</param>
    public async Task Run(OperationId id, CancellationToken ct, bool isOver = false)
    {
        RailOperation? operation;
        await using (var db = await contexts.CreateDbContextAsync(ct))
            operation = await db.RailOperations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct);
        if (operation is null) return;
        if (operation.State == OperationState.Created)
        {
            await send.Run(id, ct);
            return;
        }
        var provider = rails.Of(operation.Rail);
        var request = operation.ToRequest();
        var told = await calls.Ask(provider, request, ct);
        if (told.Status == ProviderStatus.Pending && (isOver || IsTooLate(operation, told)))
        {
            await calls.Cancel(provider, request, ct);
            told = await calls.Ask(provider, request, ct); // A payer may have been faster than the cancellation.
        }
        await steps.Reached(RailSteps.Told, id);

        var sendAgain = false;
        await work.Run<Done>(new Command(id, told, operation.Sends), Rails, async db =>
        {
            var now = await db.RailOperations.SingleAsync(o => o.Id == id, ct);
            // "Never seen" is about the sending before the question, not about one since.
            if (told.Status == ProviderStatus.NeverSeen && now.Sends != operation.Sends) return new Done();
            now.Asked();
            await facts.Apply(db, now, told, ct);
            sendAgain = now.State == OperationState.Created;
            return new Done();
        }, ct);
        if (sendAgain) await send.Run(id, ct);
    }

    private bool IsTooLate(RailOperation operation, ProviderState told) =>
        operation.Kind == OperationKind.Collect && told.Moved.IsZero && clock.GetUtcNow().UtcDateTime >= operation.ExpiresAt;
}
