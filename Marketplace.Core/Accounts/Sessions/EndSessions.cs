using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Sessions;

/// <summary>The owner signs one browser out.</summary>
/// <remarks>A session of somebody else and one that does not exist look the same: account.unknown. Raises <see cref="SessionsEnded"/>.</remarks>
public sealed class EndSession(Work work, ActorCache actors, TimeProvider clock)
{
    /// <summary>Which session.</summary>
    public sealed record Command(SessionId Session) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Ends the session of the actor.</summary>
    public async Task<Result<SessionsEnded>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<SessionsEnded>(command, actor, async db =>
        {
            var session = await db.UserSessions.SingleOrDefaultAsync(
                s => s.Id == command.Session && s.UserId == actor.UserId.Value, ct);
            if (session is null) return AccountErrors.Unknown;
            var ended = new SessionsEnded(actor.UserId, clock.GetUtcNow().UtcDateTime);
            session.End(ended.At);
            db.Tell(ended, ended.At);
            return ended;
        }, ct);
        actors.Forget(actor.UserId);
        return result;
    }
}

/// <summary>The owner signs every browser out, this one too.</summary>
/// <remarks>Errors: account.sign_in. Raises <see cref="SessionsEnded"/>.</remarks>
public sealed class EndAllSessions(Work work, ActorCache actors, TimeProvider clock)
{
    /// <summary>There is nothing to choose.</summary>
    public sealed record Command : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Ends all sessions of the actor.</summary>
    public async Task<Result<SessionsEnded>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<SessionsEnded>(command, actor, async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            var ended = new SessionsEnded(actor.UserId, clock.GetUtcNow().UtcDateTime);
            await db.EndSessionsOf(user, ended.At, ct);
            db.Tell(ended, ended.At);
            return ended;
        }, ct);
        actors.Forget(actor.UserId);
        return result;
    }
}

/// <summary>Part of every step after which nobody may stay signed in.</summary>
public static class EndingSessions
{
    /// <summary>Ends all open sessions of the account within the transaction of this context.</summary>
    public static async Task EndSessionsOf(this Storage.MarketplaceDb db, User user, DateTime now, CancellationToken ct)
    {
        user.NewStamp();
        foreach (var session in await db.UserSessions.Where(s => s.UserId == user.Id && s.EndedAt == null).ToListAsync(ct))
            session.End(now);
    }
}
