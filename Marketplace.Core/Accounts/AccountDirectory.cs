using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>What a message to somebody needs to know.</summary>
/// <param name="Email">Proved address; null when there is none.</param>
/// <param name="Name">The name other people see.</param>
/// <param name="Language">Language tag.</param>
/// <param name="TimeZone">IANA time zone.</param>
/// <param name="IsSuspended">Whether the account is closed to its owner.</param>
public sealed record Addressee(string? Email, string Name, string Language, string TimeZone, bool IsSuspended);

/// <summary>Tells other features who is behind an id, inside the caller's own context.</summary>
public sealed class AccountDirectory
{
    /// <summary>The account's e-mail address in lower case, once its owner proved to read it; otherwise null.</summary>
    public async Task<string?> ProvedEmail(MarketplaceDb db, UserId user, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var address = await db.Users.AsNoTracking().Where(u => u.Id == user.Value && u.EmailConfirmed)
            .Select(u => u.Email).SingleOrDefaultAsync(ct);
        return address?.ToLowerInvariant();
    }

    /// <summary>Name and language of the open account behind an address; null when there is none.</summary>
    public async Task<(string Name, string Language)?> Reader(MarketplaceDb db, string email, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var mail = MailAddress.Normalize(email);
        var found = await db.Users.AsNoTracking().Where(u => u.NormalizedEmail == mail && u.SuspendedAt == null)
            .Select(u => new { u.DisplayName, u.Language }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.DisplayName, found.Language);
    }

    /// <summary>The name other people see; empty when there is no such account.</summary>
    public async Task<string> NameOf(MarketplaceDb db, UserId user, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Users.AsNoTracking().Where(u => u.Id == user.Value).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) ?? "";
    }

    /// <summary>How to write to somebody; null when there is no such account.</summary>
    public async Task<Addressee?> Addressee(MarketplaceDb db, UserId user, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Value, ct);
        return found is null ? null : new(found.EmailConfirmed ? found.Email : null, found.DisplayName, found.Language, found.TimeZone, found.SuspendedAt is not null);
    }

    /// <summary>The staff roles that somebody holds now.</summary>
    public async Task<IReadOnlySet<StaffRole>> StaffRolesOf(MarketplaceDb db, UserId user, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        return (await db.StaffGrants.Where(g => g.UserId == user.Value && g.EndedAt == null).Select(g => g.Role).ToListAsync(ct)).ToHashSet();
    }

    /// <summary>The names of several people.</summary>
    public async Task<IReadOnlyDictionary<UserId, string>> NamesOf(MarketplaceDb db, IEnumerable<UserId> users, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var ids = users.Select(u => u.Value).Distinct().ToList();
        return await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => new UserId(u.Id), u => u.DisplayName, ct);
    }
}
