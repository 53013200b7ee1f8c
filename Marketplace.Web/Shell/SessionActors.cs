using System.Security.Claims;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Shell;

/// <summary>Turns a signed-in principal into the actor it is now. The principal names only account and session; rights are read.</summary>
public sealed class SessionActors(ActorQueries queries)
{
    /// <summary>Claim that names the session.</summary>
    public const string SessionClaim = "sid";

    /// <summary>The actor, or <see cref="Actor.Guest"/> when the session is no longer open.</summary>
    public async Task<Actor> Of(ClaimsPrincipal principal, CancellationToken ct) =>
        UserOf(principal) is { } user && SessionOf(principal) is { } session
            ? await queries.Of(user, session, ct)
            : Actor.Guest;

    /// <summary>The account that the principal names.</summary>
    public static UserId? UserOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new UserId(id) : null;

    /// <summary>The session that the principal names.</summary>
    public static SessionId? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaim), out var id) ? new SessionId(id) : null;
}
