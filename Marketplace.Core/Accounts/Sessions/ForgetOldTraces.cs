using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Sessions;

/// <summary>Deletes what is no longer needed to protect anybody: dead links, ended sessions, browsers that never came back.</summary>
public sealed class ForgetOldTraces(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    /// <summary>Links and mail marks are kept so long after their end; the outbox repeats nothing older.</summary>
    public static readonly TimeSpan MailTraces = TimeSpan.FromDays(30);
    /// <summary>Ended or idle sessions are kept so long, for questions about a stolen account.</summary>
    public static readonly TimeSpan SessionTraces = TimeSpan.FromDays(90);
    /// <summary>A browser that was away longer is a stranger again.</summary>
    public static readonly TimeSpan DeviceTraces = TimeSpan.FromDays(365);

    /// <summary>Deletes all that is old now.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (mail, session, device) = (now - MailTraces, now - SessionTraces, now - DeviceTraces);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.MailLinks.Where(l => l.ExpiresAt < mail).ExecuteDeleteAsync(ct)
            + await db.SentMails.Where(m => m.At < mail).ExecuteDeleteAsync(ct)
            + await db.UserSessions.Where(s => s.LastSeenAt < session).ExecuteDeleteAsync(ct)
            + await db.KnownDevices.Where(d => d.LastUsedAt < device).ExecuteDeleteAsync(ct);
    }
}
