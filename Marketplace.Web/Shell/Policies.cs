using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Authorization;

namespace Marketplace.Web.Shell;

/// <summary>
/// Who may open a door. A door without a policy asks for <see cref="SignedIn"/>, so a forgotten one is closed. The use case behind
/// the door decides again.
/// </summary>
public static class Policies
{
    /// <summary>Somebody with an open session.</summary>
    public const string SignedIn = "signed-in";
    /// <summary>Takes part as a client.</summary>
    public const string Client = "client";
    /// <summary>Takes part as an artist.</summary>
    public const string Artist = "artist";
    /// <summary>Runs a radio station.</summary>
    public const string Station = "station";
    /// <summary>Staff: support.</summary>
    public const string Support = "support";
    /// <summary>Staff: finance.</summary>
    public const string Finance = "finance";
    /// <summary>Staff: moderator.</summary>
    public const string Moderator = "moderator";
    /// <summary>Staff: superadmin.</summary>
    public const string Superadmin = "superadmin";
    /// <summary>Any staff role.</summary>
    public const string Staff = "staff";
    /// <summary>Looks things up for people: support, and superadmins.</summary>
    public const string Desk = "desk";
    /// <summary>Somebody who is not staff: only they earn, sign and sell here.</summary>
    public const string NotStaff = "not-staff";

    /// <summary>Every policy with its rule, for registration, navigation and tests.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Actor, bool>> All = new Dictionary<string, Func<Actor, bool>>
    {
        [SignedIn] = actor => actor.IsPerson,
        [Client] = actor => actor.Can(Capability.Client),
        [Artist] = actor => actor.Can(Capability.Artist),
        [Station] = actor => actor.Can(Capability.Station),
        [Support] = actor => actor.Is(StaffRole.Support),
        [Finance] = actor => actor.Is(StaffRole.Finance),
        [Moderator] = actor => actor.Is(StaffRole.Moderator),
        [Superadmin] = actor => actor.Is(StaffRole.Superadmin),
        [Desk] = actor => actor.Is(StaffRole.Support, StaffRole.Superadmin),
        [NotStaff] = actor => actor.IsPerson && actor.StaffRoles.Count == 0,
        [Staff] = actor => actor.Is(StaffRole.Support, StaffRole.Finance, StaffRole.Moderator, StaffRole.Superadmin),
    };

    /// <summary>Whether the actor may pass a policy.</summary>
    public static bool Allows(this Actor actor, string policy) => All[policy](actor);

    /// <summary>Registers every policy and closes doors that name none.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, ActorRuleHandler>();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var name in All.Keys) authorization.AddPolicy(name, policy => policy.AddRequirements(new ActorRule(name)));
        var signedIn = new AuthorizationPolicyBuilder().AddRequirements(new ActorRule(SignedIn)).Build();
        authorization.SetDefaultPolicy(signedIn).SetFallbackPolicy(signedIn);
        return services;
    }

    /// <summary>Lets guests open circuits, for the small interactive parts of public pages; each page keeps its own policy.</summary>
    public static TBuilder OpenToGuests<TBuilder>(this TBuilder pages) where TBuilder : IEndpointConventionBuilder
    {
        pages.Add(endpoint =>
        {
            var path = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText?.TrimStart('/') ?? "";
            if (path.StartsWith("_blazor", StringComparison.Ordinal) || path.StartsWith("_framework", StringComparison.Ordinal))
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
        });
        return pages;
    }

    private sealed record ActorRule(string Policy) : IAuthorizationRequirement;

    private sealed class ActorRuleHandler(SessionActors actors) : AuthorizationHandler<ActorRule>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ActorRule requirement)
        {
            // The fallback also meets addresses that lead nowhere; they answer 404, not "sign in".
            if (context.Resource is HttpContext http && http.GetEndpoint() is null)
            {
                context.Succeed(requirement);
                return;
            }
            var actor = await actors.Of(context.User, CancellationToken.None);
            if (actor.Allows(requirement.Policy)) context.Succeed(requirement);
        }
    }
}
