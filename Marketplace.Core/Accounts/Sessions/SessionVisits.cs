using System.Collections.Concurrent;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Sessions;

/// <summary>Notes visits, at most one every five minutes per session and node, so that reading a page writes nothing.</summary>
public sealed class SessionVisits(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    private const int Limit = 20_000;
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<SessionId, DateTime> _noted = new();

    /// <summary>Somebody used the session.</summary>
    public async Task See(SessionId session, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (_noted.TryGetValue(session, out var last) && last + Grain > now) return;
        if (_noted.Count >= Limit) _noted.Clear();
        _noted[session] = now;
        var stale = now - Grain;
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.UserSessions.Where(s => s.Id == session && s.EndedAt == null && s.LastSeenAt < stale)
            .ExecuteUpdateAsync(change => change.SetProperty(s => s.LastSeenAt, now), ct);
    }
}
