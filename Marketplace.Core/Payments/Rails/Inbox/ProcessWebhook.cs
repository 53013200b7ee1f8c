using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Inbox;

/// <summary>
/// Works on a stored message: it is only a reason to ask the rail now, so messages may come late, twice, or in any order.
/// </summary>
public sealed class ProcessWebhook(IDbContextFactory<MarketplaceDb> contexts, AskRail ask, TimeProvider clock) : IEventHandler<WebhookArrived>
{
    /// <inheritdoc/>
    public async Task Handle(WebhookArrived happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var message = await db.WebhookMessages.SingleOrDefaultAsync(m => m.Id == happened.Message, ct);
        if (message is not { State: WebhookState.Waiting }) return;

        // One question per index: with both in one the engine would read all operations of the rail.
        var ours = db.RailOperations.AsNoTracking().Where(o => o.Rail == message.Rail);
        var operation = message.OperationKey is { } key
            ? await ours.Where(o => o.ProviderKey == key).Select(o => (OperationId?)o.Id).FirstOrDefaultAsync(ct) : null;
        if (operation is null && message.ProviderRef is { } reference)
            operation = await ours.Where(o => o.ProviderRef == reference).Select(o => (OperationId?)o.Id).FirstOrDefaultAsync(ct);
        if (operation is { } id) await ask.Run(id, ct);

        // Money that belongs to no operation of ours is found by the comparison of statements.
        message.State = operation is null ? WebhookState.Unmatched : WebhookState.Processed;
        message.ProcessedAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(ct);
    }
}
