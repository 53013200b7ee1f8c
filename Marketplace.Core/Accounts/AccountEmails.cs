using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>Tells features by which proved address an account can be invited, inside the caller's transaction.</summary>
public sealed class AccountEmails
{
    /// <summary>The account's e-mail address in lower case, once its owner proved to read it; otherwise null.</summary>
    public async Task<string?> ProvedBy(MarketplaceDb db, UserId user, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var address = await db.Users.AsNoTracking().Where(u => u.Id == user.Value && u.EmailConfirmed)
            .Select(u => u.Email).SingleOrDefaultAsync(ct);
        return address?.ToLowerInvariant();
    }
}
