using System.Buffers.Text;
using Marketplace.Core.Accounts.Profiles;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>What everybody may see of somebody.</summary>
public sealed record PublicProfile(
    UserId User, string Slug, string DisplayName, string About, string? AvatarTag, DateTime Since, IReadOnlyList<Capability> Capabilities);

/// <summary>What the owner sees of the own account.</summary>
public sealed record OwnAccount(
    UserId User, string Email, string Slug, string DisplayName, string About, string? AvatarTag, PersonalSettings Settings,
    bool HasCodes, int RecoveryCodesLeft, IReadOnlyList<OwnPasskey> Passkeys);

/// <summary>A passkey in the owner's list.</summary>
/// <param name="Id">Its credential id, base64url.</param>
/// <param name="Name">How its owner calls it.</param>
/// <param name="AddedAt">When, UTC.</param>
public sealed record OwnPasskey(string Id, string Name, DateTime AddedAt);

/// <summary>A browser in the owner's list.</summary>
public sealed record OwnSession(SessionId Id, string Device, string Address, DateTime CreatedAt, DateTime LastSeenAt, bool HasSecondFactor);

/// <summary>A capability in the owner's list.</summary>
public sealed record OwnCapability(Capability Capability, bool IsOn, IReadOnlyDictionary<string, string> Answers);

/// <summary>Reads accounts.</summary>
public sealed class AccountQueries(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    private const int SessionLimit = 100;

    /// <summary>The public page behind a slug; null when there is none, or its account is suspended or unproved.</summary>
    public async Task<PublicProfile?> Profile(string slug, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking()
            .SingleOrDefaultAsync(u => u.Slug == slug && u.SuspendedAt == null && u.EmailConfirmed, ct);
        if (user is null) return null;
        var capabilities = await db.CapabilityGrants
            .Where(g => g.UserId == user.Id && g.EndedAt == null).Select(g => g.Capability).ToListAsync(ct);
        return new(user.UserId, user.Slug, user.DisplayName, user.About, user.AvatarTag, user.CreatedAt, [.. capabilities.Order()]);
    }

    /// <summary>The picture behind a slug; null when there is none.</summary>
    public async Task<byte[]?> Picture(string slug, int edge, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (from u in db.Users
                      join a in db.Avatars on u.Id equals a.UserId
                      where u.Slug == slug && a.Edge == edge && u.SuspendedAt == null
                      select a.Bytes).SingleOrDefaultAsync(ct);
    }

    /// <summary>The actor's own account; null for guests.</summary>
    public async Task<OwnAccount?> Mine(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
        if (user is null) return null;
        var codes = await db.RecoveryCodes.CountAsync(c => c.UserId == user.Id, ct);
        var passkeys = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == user.Id).ToListAsync(ct);
        return new(user.UserId, user.Email ?? "", user.Slug, user.DisplayName, user.About, user.AvatarTag,
            new(user.Language, user.TimeZone, user.Currency), user.TwoFactorEnabled, codes,
            [.. passkeys.Select(p => new OwnPasskey(Base64Url.EncodeToString(p.CredentialId), p.Data.Name ?? "", p.Data.CreatedAt.UtcDateTime))
                .OrderBy(p => p.AddedAt)]);
    }

    /// <summary>The actor's open sessions, last used first.</summary>
    public async Task<IReadOnlyList<OwnSession>> MySessions(Actor actor, CancellationToken ct)
    {
        var oldest = clock.GetUtcNow().UtcDateTime - UserSession.Idle;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.UserSessions.AsNoTracking()
            .Where(s => s.UserId == actor.UserId.Value && s.EndedAt == null && s.LastSeenAt > oldest)
            .OrderByDescending(s => s.LastSeenAt).Take(SessionLimit)
            .Select(s => new OwnSession(s.Id, s.Device, s.Address, s.CreatedAt, s.LastSeenAt, s.HasSecondFactor)).ToListAsync(ct);
    }

    /// <summary>Every capability with the actor's answers, in the order of the enum.</summary>
    public async Task<IReadOnlyList<OwnCapability>> MyCapabilities(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var grants = await db.CapabilityGrants.AsNoTracking().Where(g => g.UserId == actor.UserId.Value).ToListAsync(ct);
        return
        [
            .. Enum.GetValues<Capability>().Select(c => grants.SingleOrDefault(g => g.Capability == c) is { } grant
                ? new OwnCapability(c, grant.EndedAt is null, grant.Answers())
                : new OwnCapability(c, false, new Dictionary<string, string>())),
        ];
    }

    /// <summary>Names of accounts, for lists of other features; unknown ids are left out.</summary>
    public async Task<IReadOnlyDictionary<UserId, string>> Names(IReadOnlyCollection<UserId> users, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(users);
        var ids = users.Select(u => u.Value).Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => new UserId(u.Id), u => u.DisplayName, ct);
    }

    /// <summary>Language, zone and currency of an account, for mails, statements and formatting; the defaults for unknown ids.</summary>
    public async Task<PersonalSettings> SettingsOf(UserId user, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.Where(u => u.Id == user.Value)
            .Select(u => new PersonalSettings(u.Language, u.TimeZone, u.Currency)).SingleOrDefaultAsync(ct) ?? new("en", "Africa/Accra", "GHS");
    }
}
