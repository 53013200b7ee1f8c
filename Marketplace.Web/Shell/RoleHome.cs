using Marketplace.Core.Kernel;

namespace Marketplace.Web.Shell;

/// <summary>Which page a person starts on.</summary>
public static class RoleHome
{
    /// <summary>The home of the first role that the actor has; staff before capabilities. Without a role, the page to switch one on.</summary>
    public static string Of(Actor actor) => actor switch
    {
        _ when actor.Is(StaffRole.Superadmin) => "/admin",
        _ when actor.Is(StaffRole.Finance) => "/finance",
        _ when actor.Is(StaffRole.Moderator) => "/moderation",
        _ when actor.Is(StaffRole.Support) => "/support",
        // Without a second factor a role has no effect yet: the next step is to set one up.
        _ when actor.StaffRoles.Count > 0 => "/account/security",
        _ when actor.Can(Capability.Artist) => "/artist",
        _ when actor.Can(Capability.Station) => "/station",
        _ => "/account/capabilities",
    };

    /// <summary>Maps <c>/home</c>, the address behind the mark and the installed app.</summary>
    public static void MapRoleHome(this WebApplication app) =>
        app.MapGet("/home", (HttpContext http) => http.Actor() is { IsPerson: true } actor
            ? Results.LocalRedirect(Of(actor))
            : Results.LocalRedirect("/")).AllowAnonymous();
}
