using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Sessions;

/// <summary>Support or a superadmin signs somebody out of every browser, for example after a stolen phone.</summary>
/// <remarks>Errors: account.not_allowed (also for staff accounts, unless a superadmin asks), account.unknown. Raises <see cref="SessionsEnded"/>.</remarks>
public sealed class SignOutPerson(Work work, ActorCache actors, TimeProvider clock)
{
    /// <param name="User">Whom.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(UserId User, Guid Key) : ICommand;

    /// <summary>Ends all sessions of the account.</summary>
    public async Task<Result<SessionsEnded>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<SessionsEnded>(command, actor, async db =>
        {
            if (!actor.Is(StaffRole.Support, StaffRole.Superadmin)) return AccountErrors.NotAllowed;
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == command.User.Value, ct);
            if (user is null) return AccountErrors.Unknown;
            if (!await db.MayTouch(actor, user, ct)) return AccountErrors.NotAllowed;
            var ended = new SessionsEnded(command.User, clock.GetUtcNow().UtcDateTime);
            await db.EndSessionsOf(user, ended.At, ct);
            db.Tell(ended, ended.At);
            return ended;
        }, ct);
        actors.Forget(command.User);
        return result;
    }
}
