using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.People;

/// <summary>How an account stands.</summary>
public enum PersonState
{
    /// <summary>Its owner can sign in.</summary>
    Open,
    /// <summary>The address was never proved.</summary>
    Unproved,
    /// <summary>Closed for a while.</summary>
    Suspended,
    /// <summary>Closed for good.</summary>
    Banned,
}

/// <summary>Which people to list.</summary>
/// <param name="Search">Part of name, e-mail or page address, upper and lower case alike; empty for all.</param>
/// <param name="Capability">Only who takes part in this way, or all.</param>
/// <param name="Role">Only who holds this staff role, or all.</param>
/// <param name="State">Only accounts that stand like this, or all.</param>
/// <param name="Skip">Rows to pass over.</param>
/// <param name="Take">Rows wanted, 1 to 100.</param>
public sealed record PeopleFilter(string Search, Capability? Capability, StaffRole? Role, PersonState? State, int Skip, int Take);

/// <summary>Somebody in a list of staff.</summary>
public sealed record PersonLine(
    UserId User, string Slug, string Name, string Email, PersonState State, DateTime Since, IReadOnlyList<Capability> Capabilities,
    IReadOnlyList<StaffRole> Roles);

/// <summary>A page of people.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows in all.</param>
public sealed record PeoplePage(IReadOnlyList<PersonLine> Items, int Total);

/// <summary>A staff role with its giver.</summary>
public sealed record HeldRole(StaffRole Role, DateTime Since, string By);

/// <summary>A sanction as staff see it.</summary>
public sealed record SanctionLine(
    SanctionKind Kind, string Reason, string By, DateTime At, DateTime? Until, DateTime? EndedAt, string EndedBy, string EndReason);

/// <summary>One row of the audit log about somebody.</summary>
public sealed record TraceLine(DateTime At, string Who, string Action, string Detail, bool IsOwn);

/// <summary>Everything that staff may know of one account; no password, no key, no code.</summary>
/// <param name="Line">As in the list.</param>
/// <param name="AvatarTag">Names the picture, or null.</param>
/// <param name="Language">Language tag.</param>
/// <param name="TimeZone">IANA zone.</param>
/// <param name="HasCodes">Whether an authenticator app is set up.</param>
/// <param name="Passkeys">How many passkeys there are.</param>
/// <param name="Sessions">Open sessions, last used first.</param>
/// <param name="Roles">Staff roles held.</param>
/// <param name="Sanctions">All sanctions, newest first.</param>
public sealed record PersonView(
    PersonLine Line, string? AvatarTag, string Language, string TimeZone, bool HasCodes, int Passkeys, IReadOnlyList<OwnSession> Sessions,
    IReadOnlyList<HeldRole> Roles, IReadOnlyList<SanctionLine> Sanctions)
{
    /// <summary>The sanction in force, or null.</summary>
    public SanctionLine? InForce => Sanctions.FirstOrDefault(s => s.EndedAt is null);

    /// <summary>Whether there is any second factor; without one, staff roles have no effect.</summary>
    public bool HasSecondFactor => HasCodes || Passkeys > 0;

    /// <summary>The ways of taking part that forbid a staff role.</summary>
    public IReadOnlyList<Capability> Sells => [.. Line.Capabilities.Where(Onboarding.Sells)];
}

/// <summary>Accounts as support and superadmins see them. For everybody else there are none.</summary>
public sealed class PeopleQueries(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    private const int MostTraces = 30;

    /// <summary>People by name, newest first when nothing is searched.</summary>
    public async Task<PeoplePage> Find(Actor actor, PeopleFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!IsDesk(actor)) return new PeoplePage([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var users = Chosen(db, filter);
        var total = await users.CountAsync(ct);
        var ordered = SearchWords.Of(filter.Search).Length == 0 ? users.OrderByDescending(u => u.CreatedAt).ThenBy(u => u.Id) : users.OrderBy(u => u.DisplayName).ThenBy(u => u.Id);
        var page = await ordered.Skip(Math.Max(0, filter.Skip)).Take(Math.Clamp(filter.Take, 1, 100)).ToListAsync(ct);
        return new PeoplePage(await Lines(db, page, ct), total);
    }

    /// <summary>One account; null when there is none, or not for this actor.</summary>
    public async Task<PersonView?> One(Actor actor, UserId id, CancellationToken ct)
    {
        if (!IsDesk(actor)) return null;
        var oldest = clock.GetUtcNow().UtcDateTime - UserSession.Idle;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id.Value, ct) is not { } user) return null;
        var sessions = await db.UserSessions.AsNoTracking()
            .Where(s => s.UserId == user.Id && s.EndedAt == null && s.LastSeenAt > oldest && s.Stamp == user.SecurityStamp)
            .OrderByDescending(s => s.LastSeenAt).Take(20)
            .Select(s => new OwnSession(s.Id, s.Device, s.Address, s.CreatedAt, s.LastSeenAt, s.HasSecondFactor)).ToListAsync(ct);
        var roles = await db.StaffGrants.AsNoTracking().Where(g => g.UserId == user.Id && g.EndedAt == null).OrderBy(g => g.Role).ToListAsync(ct);
        var sanctions = await db.Sanctions.AsNoTracking().Where(s => s.UserId == user.Id).OrderByDescending(s => s.At).ToListAsync(ct);
        var hands = roles.Select(r => r.GrantedBy).Concat(sanctions.Select(s => s.By)).Concat(sanctions.Select(s => s.EndedBy ?? Guid.Empty)).Distinct().ToList();
        var names = await db.Users.Where(u => hands.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return new PersonView(
            (await Lines(db, [user], ct))[0], user.AvatarTag, user.Language, user.TimeZone, user.TwoFactorEnabled,
            await db.UserPasskeys.CountAsync(p => p.UserId == user.Id, ct), sessions,
            [.. roles.Select(r => new HeldRole(r.Role, r.Since, names.GetValueOrDefault(r.GrantedBy, "")))],
            [.. sanctions.Select(s => new SanctionLine(s.Kind, s.Reason, names.GetValueOrDefault(s.By, ""), s.At, s.Until, s.EndedAt,
                names.GetValueOrDefault(s.EndedBy ?? Guid.Empty, ""), s.EndReason))]);
    }

    /// <summary>The newest audit rows that somebody made or that name them, for superadmins; nothing for anybody else.</summary>
    public async Task<IReadOnlyList<TraceLine>> Traces(Actor actor, UserId id, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Superadmin)) return [];
        var text = id.ToString();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.AuditEntries.AsNoTracking().Where(a => a.Actor == id || a.Detail.Contains(text))
            .OrderByDescending(a => a.Sequence).Take(MostTraces).ToListAsync(ct);
        return [.. rows.Select(a => new TraceLine(a.At, a.ActorName, a.Action, a.Detail, a.Actor == id))];
    }

    private static IQueryable<User> Chosen(MarketplaceDb db, PeopleFilter filter)
    {
        var users = db.Users.AsNoTracking();
        if (SearchWords.Of(filter.Search) is { Length: > 0 } words)
        {
            var (lower, upper) = (words.ToLowerInvariant(), words.ToUpperInvariant());
            users = users.Where(u => u.DisplayName.ToLower().Contains(lower) || u.Slug.Contains(lower)
                || (u.NormalizedEmail != null && u.NormalizedEmail.Contains(upper)));
        }
        if (filter.Capability is { } capability)
            users = users.Where(u => db.CapabilityGrants.Any(g => g.UserId == u.Id && g.Capability == capability && g.EndedAt == null));
        if (filter.Role is { } role) users = users.Where(u => db.StaffGrants.Any(g => g.UserId == u.Id && g.Role == role && g.EndedAt == null));
        return filter.State switch
        {
            PersonState.Open => users.Where(u => u.SuspendedAt == null && u.EmailConfirmed),
            PersonState.Unproved => users.Where(u => u.SuspendedAt == null && !u.EmailConfirmed),
            PersonState.Banned => users.Where(u => db.Sanctions.Any(s => s.UserId == u.Id && s.EndedAt == null && s.Kind == SanctionKind.Ban)),
            PersonState.Suspended => users.Where(u => u.SuspendedAt != null
                && !db.Sanctions.Any(s => s.UserId == u.Id && s.EndedAt == null && s.Kind == SanctionKind.Ban)),
            _ => users,
        };
    }

    private static async Task<IReadOnlyList<PersonLine>> Lines(MarketplaceDb db, List<User> users, CancellationToken ct)
    {
        var ids = users.ConvertAll(u => u.Id);
        var capabilities = (await db.CapabilityGrants.AsNoTracking().Where(g => ids.Contains(g.UserId) && g.EndedAt == null)
            .Select(g => new { g.UserId, g.Capability }).ToListAsync(ct)).ToLookup(g => g.UserId, g => g.Capability);
        var roles = (await db.StaffGrants.AsNoTracking().Where(g => ids.Contains(g.UserId) && g.EndedAt == null)
            .Select(g => new { g.UserId, g.Role }).ToListAsync(ct)).ToLookup(g => g.UserId, g => g.Role);
        var banned = await db.Sanctions.AsNoTracking()
            .Where(s => ids.Contains(s.UserId) && s.EndedAt == null && s.Kind == SanctionKind.Ban).Select(s => s.UserId).ToListAsync(ct);
        return [.. users.Select(u => new PersonLine(u.UserId, u.Slug, u.DisplayName, u.Email ?? "",
            banned.Contains(u.Id) ? PersonState.Banned : u.SuspendedAt is not null ? PersonState.Suspended
                : u.EmailConfirmed ? PersonState.Open : PersonState.Unproved,
            u.CreatedAt, [.. capabilities[u.Id].Order()], [.. roles[u.Id].Order()]))];
    }

    private static bool IsDesk(Actor actor) => actor.Is(StaffRole.Support, StaffRole.Superadmin);
}
