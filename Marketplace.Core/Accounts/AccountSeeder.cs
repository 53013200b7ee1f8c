using Marketplace.Core.Accounts.Registration;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>Makes people of the demo world and of tests: proved address, capabilities and roles in one step. Not for real accounts.</summary>
public sealed class AccountSeeder(
    IDbContextFactory<MarketplaceDb> contexts, IPasswordHasher<User> hasher, OutboxSignal outbox, ISecretBox box,
    TimeProvider clock)
{
    /// <summary>Key of the authenticator app of every member of the demo staff; the README shows it.</summary>
    public const string DemoCodeKey = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    /// <summary>Makes a person, or answers the one who has the address already and changes nothing.</summary>
    /// <param name="email">Address; it counts as proved.</param>
    /// <param name="name">Display name; the slug follows from it.</param>
    /// <param name="password">Taken as it is, also when it is a weak one.</param>
    /// <param name="capabilities">What is switched on, with the answers of each form; <see cref="CapabilitySwitchedOn"/> is raised.</param>
    /// <param name="roles">Staff roles; never together with selling.</param>
    /// <param name="codeKey">Key of an authenticator app (Base32); null for none.</param>
    /// <param name="preferences">Language, zone and currency; null for the defaults.</param>
    /// <param name="ct">Gives up before the commit.</param>
    /// <exception cref="ArgumentException">A role together with a capability that sells.</exception>
    public async Task<UserId> Person(
        string email, string name, string password,
        IReadOnlyDictionary<Capability, IReadOnlyDictionary<string, string>>? capabilities = null,
        IReadOnlyCollection<StaffRole>? roles = null, string? codeKey = null, Profiles.PersonalSettings? preferences = null,
        CancellationToken ct = default)
    {
        if (roles is { Count: > 0 } && capabilities?.Keys.Any(Onboarding.Sells) == true)
            throw new ArgumentException("Staff cannot sell.", nameof(roles));
        await using var db = await contexts.CreateDbContextAsync(ct);
        var mail = MailAddress.Normalize(email);
        // Hashed before the transaction: it is slow, and meanwhile nobody else could write.
        var hash = await db.Users.AnyAsync(u => u.NormalizedEmail == mail, ct) ? null : hasher.HashPassword(new User(), password);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == mail, ct) is { } existing) return existing.UserId;

        var now = clock.GetUtcNow().UtcDateTime;
        var user = new User
        {
            Id = Guid.CreateVersion7(), Email = email, NormalizedEmail = mail, UserName = email, NormalizedUserName = mail,
            EmailConfirmed = true, LockoutEnabled = true, DisplayName = name, Slug = await Slugs.Free(db, name, ct),
            SecurityStamp = Guid.NewGuid().ToString("N"), CreatedAt = now, TwoFactorEnabled = codeKey is not null,
        };
        if (preferences is not null) (user.Language, user.TimeZone, user.Currency) = preferences;
        if (codeKey is not null) user.SealedCodeKey = Passwords.CodeKeys.SealCodeKey(box, user.UserId, codeKey);
        user.PasswordHash = hash;
        db.Users.Add(user);
        foreach (var (capability, answers) in capabilities ?? new Dictionary<Capability, IReadOnlyDictionary<string, string>>())
        {
            var grant = new CapabilityGrant(user.Id, capability);
            db.Tell(grant.SwitchOn(answers, now), now);
            grant.ForgetEvents();
            db.CapabilityGrants.Add(grant);
        }
        foreach (var role in roles ?? [])
        {
            var grant = new StaffGrant(user.Id, role);
            grant.Give(default, now);
            grant.ForgetEvents();
            db.StaffGrants.Add(grant);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        outbox.Wake();
        return user.UserId;
    }

    /// <summary>Makes a person whose capabilities need no answers, for tests.</summary>
    public Task<UserId> Person(string email, string name, string password, params Capability[] capabilities) =>
        Person(email, name, password, capabilities.ToDictionary(c => c, _ => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>()));
}
