using System.Collections.Concurrent;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>What was read about sessions a moment ago, on this node.</summary>
public sealed class ActorCache(TimeProvider clock)
{
    /// <summary>
    /// How long an answer stands. With the 30 seconds in which an open page asks again, a lost right is gone within 60 seconds,
    /// also when another node took it.
    /// </summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    private const int Limit = 20_000;
    private readonly ConcurrentDictionary<SessionId, (Actor Actor, DateTime Until)> _known = new();

    internal bool TryGet(SessionId session, out Actor actor)
    {
        var hit = _known.TryGetValue(session, out var known) && known.Until > clock.GetUtcNow().UtcDateTime;
        actor = hit ? known.Actor : Actor.Guest;
        return hit;
    }

    internal void Keep(SessionId session, Actor actor)
    {
        if (_known.Count >= Limit) _known.Clear();
        _known[session] = (actor, clock.GetUtcNow().UtcDateTime + Fresh);
    }

    /// <summary>Forgets what is known about an account, so that this node sees a change at once.</summary>
    public void Forget(UserId user)
    {
        foreach (var (session, known) in _known)
            if (known.Actor.UserId == user) _known.TryRemove(session, out _);
    }
}

/// <summary>Who is behind a session, with the rights of this moment.</summary>
public sealed class ActorQueries(IDbContextFactory<MarketplaceDb> contexts, ActorCache cache, TimeProvider clock)
{
    /// <summary>
    /// The actor of a session; <see cref="Actor.Guest"/> when the session ended, was idle too long, belongs to somebody else,
    /// or when its account is suspended or changed its password since.
    /// </summary>
    public async Task<Actor> Of(UserId user, SessionId session, CancellationToken ct)
    {
        if (cache.TryGet(session, out var known)) return known.UserId == user ? known : Actor.Guest;
        var actor = await Read(user, session, ct);
        if (actor.IsPerson) cache.Keep(session, actor);
        return actor;
    }

    private async Task<Actor> Read(UserId user, SessionId session, CancellationToken ct)
    {
        var oldest = clock.GetUtcNow().UtcDateTime - Sessions.UserSession.Idle;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await (
            from s in db.UserSessions
            join u in db.Users on s.UserId equals u.Id
            where s.Id == session && s.UserId == user.Value && s.EndedAt == null && s.LastSeenAt > oldest
                && u.SuspendedAt == null && u.SecurityStamp == s.Stamp
            select new { u.DisplayName, s.HasSecondFactor }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null) return Actor.Guest;

        var capabilities = await db.CapabilityGrants
            .Where(g => g.UserId == user.Value && g.EndedAt == null).Select(g => g.Capability).ToListAsync(ct);
        var roles = await db.StaffGrants
            .Where(g => g.UserId == user.Value && g.EndedAt == null).Select(g => g.Role).ToListAsync(ct);
        return new Actor(user, found.DisplayName)
        {
            Capabilities = capabilities.ToHashSet(), StaffRoles = roles.ToHashSet(), HasSecondFactor = found.HasSecondFactor,
        };
    }
}
