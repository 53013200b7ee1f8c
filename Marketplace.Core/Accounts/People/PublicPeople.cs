using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.People;

/// <summary>A page of public profiles.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows in all.</param>
public sealed record ProfilePage(IReadOnlyList<PublicProfile> Items, int Total);

/// <summary>Who takes part in public, for everybody: names, texts and pictures, nothing else. Closed and unproved accounts are left out.</summary>
public sealed class PublicPeople(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>Rows that one page may hold at most.</summary>
    public const int MostPerPage = 100;

    /// <summary>People who take part in a way, by name.</summary>
    /// <param name="capability">Which way.</param>
    /// <param name="search">Part of the name; empty for all.</param>
    /// <param name="skip">Rows to pass over.</param>
    /// <param name="take">Rows wanted, at most <see cref="MostPerPage"/>.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<ProfilePage> With(Capability capability, string search, int skip, int take, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(search);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var users = Seen(db, capability);
        if (SearchWords.Lower(search) is { Length: > 0 } words) users = users.Where(u => u.DisplayName.ToLower().Contains(words));
        var total = await users.CountAsync(ct);
        var rows = await users.OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostPerPage)).ToListAsync(ct);
        return new ProfilePage([.. rows.Select(u => Profile(u, capability))], total);
    }

    /// <summary>Page addresses of everybody who takes part in a way, for search engines.</summary>
    public async Task<IReadOnlyList<string>> Slugs(Capability capability, int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Seen(db, capability).OrderBy(u => u.Slug).Select(u => u.Slug).Take(most).ToListAsync(ct);
    }

    /// <summary>Page addresses of these people, as far as they take part in this way in public.</summary>
    public async Task<IReadOnlyDictionary<UserId, string>> SlugsOf(IReadOnlyCollection<UserId> people, Capability capability, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(people);
        var ids = people.Select(p => p.Value).ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Seen(db, capability).Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => new UserId(u.Id), u => u.Slug, ct);
    }

    private static IQueryable<User> Seen(MarketplaceDb db, Capability capability) => db.Users.AsNoTracking()
        .Where(u => u.SuspendedAt == null && u.EmailConfirmed
            && db.CapabilityGrants.Any(g => g.UserId == u.Id && g.Capability == capability && g.EndedAt == null));

    private static PublicProfile Profile(User user, Capability capability) =>
        new(user.UserId, user.Slug, user.DisplayName, user.About, user.AvatarTag, user.CreatedAt, [capability]);
}
