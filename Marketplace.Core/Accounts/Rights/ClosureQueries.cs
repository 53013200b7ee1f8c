using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Rights;

/// <summary>Why somebody cannot sign in.</summary>
/// <param name="Kind">How severe.</param>
/// <param name="Reason">The words of whoever decided.</param>
/// <param name="Until">When the account opens by itself, UTC; null for not by itself.</param>
/// <param name="Zone">The person's IANA zone.</param>
public sealed record Closure(SanctionKind Kind, string Reason, DateTime? Until, string Zone);

/// <summary>Tells people whose account is closed why it is. Ask only about somebody who has just proved who they are.</summary>
public sealed class ClosureQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>The closure in force; null when the account is open.</summary>
    public async Task<Closure?> Of(UserId user, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (from u in db.Users
                      join s in db.Sanctions on u.Id equals s.UserId
                      where u.Id == user.Value && u.SuspendedAt != null && s.EndedAt == null
                      select new Closure(s.Kind, s.Reason, s.Until, u.TimeZone)).AsNoTracking().FirstOrDefaultAsync(ct);
    }
}
