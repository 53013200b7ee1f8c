using System.Security.Claims;
using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;

namespace Marketplace.Web.Features.Accounts;

/// <summary>Turns a proof of who somebody is into a session and its cookies. Only static pages may use it: it writes headers.</summary>
public sealed class SignInDoor(CheckPassword passwords, StartSession start, EndSession end, DeviceCookie devices, ClosureQueries closures,
    IHttpContextAccessor accessor)
{
    private const string RememberClaim = "remember";

    /// <summary>Why the account of somebody who has just proved who they are is closed; null when it is not.</summary>
    public Closure? Closed { get; private set; }

    /// <summary>Whether a password was enough, or a code is wanted, or neither.</summary>
    public async Task<PasswordAnswer> ByPassword(string email, string password, bool remember, CancellationToken ct)
    {
        var tried = await passwords.Run(new(email, password, devices.Read(Http)), ct);
        if (tried.Answer == PasswordAnswer.Closed) Closed = await closures.Of(tried.User!.Value, ct);
        if (tried.Answer == PasswordAnswer.NeedsCode) await AwaitCode(tried.User!.Value, remember);
        if (tried.Answer == PasswordAnswer.Right) await Complete(tried.User!.Value, hasSecondFactor: false, remember, ct);
        return tried.Answer;
    }

    /// <summary>Who gave the right password in this browser a moment ago and still owes a code.</summary>
    public async Task<(UserId User, bool Remember)?> Awaited()
    {
        var known = await Http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return known.Succeeded && known.Principal.HasClaim(c => c.Type == RememberClaim) && SessionActors.UserOf(known.Principal) is { } user
            ? (user, known.Principal.FindFirstValue(RememberClaim) == bool.TrueString)
            : null;
    }

    /// <summary>Opens a new session in this browser; the one it had before ends. A browser that was to stay signed in stays so.</summary>
    public async Task<bool> Complete(UserId user, bool hasSecondFactor, bool remember, CancellationToken ct)
    {
        var result = await start.Run(new(
            user, Browser.Describe(Http.Request.Headers.UserAgent.ToString()), Browser.Mask(Http.Connection.RemoteIpAddress),
            hasSecondFactor, SessionActors.SessionOf(Http.User)), ct);
        if (result.Fails(out var started, out _))
        {
            Closed = await closures.Of(user, ct);
            return false;
        }

        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, user.ToString()), new(ClaimTypes.Name, started.Name),
                new(SessionActors.SessionClaim, started.Session.ToString()),
            ], IdentityConstants.ApplicationScheme);
        var before = await Http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var stays = remember || (SessionActors.UserOf(Http.User) == user && before.Properties?.IsPersistent == true);
        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await Http.SignInAsync(
            IdentityConstants.ApplicationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = stays });
        await devices.Write(Http, user, ct);
        WriteLanguage(Http, started.Language);
        return true;
    }

    /// <summary>Ends the session of this browser.</summary>
    public async Task SignOut(CancellationToken ct)
    {
        var actor = await HttpActor.Of(Http);
        if (SessionActors.SessionOf(Http.User) is { } session) await end.Run(new(session), actor, ct);
        await Http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
    }

    /// <summary>From now on this browser reads in this language.</summary>
    public static void WriteLanguage(HttpContext http, string language) => http.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
        new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/" });

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("Signing in needs a request, not a circuit.");

    private async Task AwaitCode(UserId user, bool remember)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, user.ToString()), new(RememberClaim, remember ? bool.TrueString : bool.FalseString)],
            IdentityConstants.TwoFactorUserIdScheme);
        await Http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }
}
