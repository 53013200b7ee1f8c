using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>How far a person is verified, asked inside the caller's own context: 0 unproved address, 1 proved address, 2 identity, 3 business.</summary>
public static class KycStanding
{
    /// <summary>The level that counts now.</summary>
    public static async Task<int> TierOf(MarketplaceDb db, UserId user, DateTime now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.KycCases.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == user, ct) is { } found && found.TierAt(now) is var tier and > 0) return tier;
        return await new Accounts.AccountDirectory().ProvedEmail(db, user, ct) is null ? 0 : 1;
    }

    /// <summary>The name that was verified; empty when none was.</summary>
    public static async Task<string> LegalName(MarketplaceDb db, UserId user, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.KycCases.Where(c => c.UserId == user).Select(c => c.ApprovedName).SingleOrDefaultAsync(ct) ?? "";
    }
}
