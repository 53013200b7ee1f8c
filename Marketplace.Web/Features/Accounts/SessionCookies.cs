using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Web.Hosting;
using Marketplace.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Web.Features.Accounts;

/// <summary>The cookies that stand for a session, and the check that each request makes of it.</summary>
internal static class SessionCookies
{
    /// <summary>Session cookie, and the short cookie between password and code.</summary>
    public static IServiceCollection AddSessionCookies(this IServiceCollection services, IConfiguration configuration)
    {
        // Where people come by https, no cookie ever leaves on a plain connection.
        var secure = configuration.PublicUrl().Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                Harden(options.Cookie, "session", secure);
                options.LoginPath = "/sign-in";
                options.LogoutPath = "/sign-out";
                options.AccessDeniedPath = "/access-denied";
                options.ReturnUrlParameter = "returnUrl";
                options.ExpireTimeSpan = UserSession.Idle;
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = Validate;
                options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized, context.RedirectUri);
                options.Events.OnRedirectToAccessDenied = Deny;
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                Harden(options.Cookie, "sign-in", secure);
                options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
            });
        services.AddAntiforgery(options => Harden(options.Cookie, "forms", secure));
        return services;
    }

    private static void Harden(CookieBuilder cookie, string name, CookieSecurePolicy secure)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = secure;
    }

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var actor = await http.RequestServices.GetRequiredService<SessionActors>().Of(context.Principal!, http.RequestAborted);
        if (!actor.IsPerson)
        {
            context.RejectPrincipal();
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        HttpActor.Remember(http, actor);
        if (SessionActors.SessionOf(context.Principal!) is { } session)
            await http.RequestServices.GetRequiredService<SessionVisits>().See(session, http.RequestAborted);
    }

    // Staff without a second factor are sent to where they can set one up.
    private static Task Deny(RedirectContext<CookieAuthenticationOptions> context)
    {
        var actor = context.HttpContext.Actor();
        var target = actor.StaffRoles.Count > 0 && !actor.HasSecondFactor ? "/account/security?reason=staff" : context.RedirectUri;
        return Answer(context, StatusCodes.Status403Forbidden, target);
    }

    // Programs get a status, people get a page.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status, string page)
    {
        if (ExpectsPage(context.Request)) context.Response.Redirect(page);
        else context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static bool ExpectsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/_blazor") && !request.Path.StartsWithSegments("/hubs")
        && (HttpMethods.IsGet(request.Method) || request.HasFormContentType);
}
