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

        var operation = await db.RailOperations.AsNoTracking()
            .Where(o => o.Rail == message.Rail && (o.ProviderKey == message.OperationKey || (message.ProviderRef != null && o.ProviderRef == message.ProviderRef)))
            .Select(o => (OperationId?)o.Id).FirstOrDefaultAsync(ct);
        if (operation is { } id) await ask.Run(id, ct);

        // Money that belongs to no operation of ours is found by the comparison of statements.
        message.State = operation is null ? WebhookState.Unmatched : WebhookState.Processed;
        message.ProcessedAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(ct);
    }
}
