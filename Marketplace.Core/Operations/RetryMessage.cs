using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Operations;

/// <summary>A superadmin has an event that was put aside told again, from its first try.</summary>
/// <remarks>Errors: forbidden, message.unknown. Repeating it is harmless: handlers are idempotent.</remarks>
public sealed class RetryMessage(Work work, TimeProvider clock)
{
    /// <summary>Which message.</summary>
    public sealed record Command(Guid Message, Guid Key) : ICommand;

    /// <summary>Makes the message due now.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!OperationsErrors.MayOperate(actor)) return OperationsErrors.Forbidden;
        var message = await db.Outbox.SingleOrDefaultAsync(m => m.Id == command.Message && m.DoneAt == null, ct);
        if (message is null) return OperationsErrors.UnknownMessage;
        message.Attempts = 0;
        message.DueAt = clock.GetUtcNow().UtcDateTime;
        return new Done();
    }, ct);
}
