using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Sessions;

/// <summary>Opens a session for somebody who has just proved who they are. Always a new one: an id from before is never carried over.</summary>
/// <remarks>Errors: account.unknown (also for a suspended account).</remarks>
public sealed class StartSession(Work work, TimeProvider clock)
{
    /// <summary>Whose session, in which browser.</summary>
    /// <param name="User">Who was proved.</param>
    /// <param name="Device">Browser and system in words.</param>
    /// <param name="Address">Network address, last part hidden.</param>
    /// <param name="HasSecondFactor">Proved by a code or a passkey.</param>
    /// <param name="Replaces">The session that this browser had before; it ends.</param>
    public sealed record Command(UserId User, string Device, string Address, bool HasSecondFactor, SessionId? Replaces) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Opens the session.</summary>
    public Task<Result<Started>> Run(Command command, CancellationToken ct) =>
        work.Run<Started>(command, new Actor(command.User, ""), async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == command.User.Value && u.SuspendedAt == null, ct);
            if (user is null) return AccountErrors.Unknown;
            var now = clock.GetUtcNow().UtcDateTime;
            if (command.Replaces is { } old
                && await db.UserSessions.SingleOrDefaultAsync(s => s.Id == old, ct) is { } before) before.End(now);
            user.AccessFailedCount = 0;
            var session = new UserSession(user, command.Device, command.Address, command.HasSecondFactor, now);
            db.UserSessions.Add(session);
            return new Started(session.Id, user.DisplayName, user.Language, user.TimeZone);
        }, ct);
}

/// <summary>What the cookies of a new session need.</summary>
public sealed record Started(SessionId Session, string Name, string Language, string TimeZone);
