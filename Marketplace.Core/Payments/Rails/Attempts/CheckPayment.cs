using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Attempts;

/// <summary>
/// The payer came back from the rail's page, or looks again: the rail is asked. Whatever the address of the page says, it is not believed.
/// </summary>
/// <remarks>Errors: payment.unknown.</remarks>
public sealed class CheckPayment(IDbContextFactory<MarketplaceDb> contexts, Work work, AskRail ask, PaymentQueries payments)
{
    /// <param name="Attempt">Which payment.</param>
    public sealed record Command(AttemptId Attempt) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Runs the use case.</summary>
    /// <returns>The payment as it stands after the question.</returns>
    public async Task<Result<PaymentView>> Run(Command command, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        PaymentAttempt? attempt;
        await using (var db = await contexts.CreateDbContextAsync(ct))
            attempt = await db.PaymentAttempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == command.Attempt && a.PayerId == actor.UserId, ct);
        if (attempt is null || !actor.IsPerson) return RailErrors.UnknownPayment;
        if (attempt.IsOpen) await ask.Run(attempt.CollectId, ct);
        return await payments.One(command.Attempt, actor, ct);
    }

    /// <summary>The payer answered at the rail: until the rail has told us what, the payment is being processed.</summary>
    public Task<Result<Done>> Returned(Command command, Actor actor, TimeProvider clock, CancellationToken ct) =>
        work.Run<Done>(command, actor, async db =>
        {
            var attempt = await db.PaymentAttempts.SingleOrDefaultAsync(a => a.Id == command.Attempt && a.PayerId == actor.UserId, ct);
            if (attempt is null || !actor.IsPerson) return RailErrors.UnknownPayment;
            if (attempt.State == AttemptState.Presented) _ = attempt.Move(AttemptState.Processing, clock.GetUtcNow().UtcDateTime);
            return new Done();
        }, ct);
}
