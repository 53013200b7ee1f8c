using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Attempts;

/// <summary>The payer does not want to pay any more. The rail is told; money that arrives nevertheless is used or goes back.</summary>
/// <remarks>Errors: payment.unknown.</remarks>
public sealed class CancelPayment(IDbContextFactory<MarketplaceDb> contexts, AskRail ask, PaymentQueries payments)
{
    /// <summary>Runs the use case.</summary>
    /// <returns>The payment as it stands afterwards.</returns>
    public async Task<Result<PaymentView>> Run(AttemptId id, Actor actor, CancellationToken ct)
    {
        PaymentAttempt? attempt;
        await using (var db = await contexts.CreateDbContextAsync(ct))
            attempt = await db.PaymentAttempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.PayerId == actor.UserId, ct);
        if (attempt is null || !actor.IsPerson) return RailErrors.UnknownPayment;
        if (attempt.IsOpen) await ask.Run(attempt.CollectId, ct, isOver: true);
        return await payments.One(id, actor, ct);
    }
}
