using System.Buffers.Text;
using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.Profiles;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Web.Hosting.Security;
using Marketplace.Web.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Features.Accounts;

/// <summary>The small form posts of the account pages, the picture, and the openings of the passkey ceremonies.</summary>
internal static class AccountEndpoints
{
    public static void MapAccountEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-out", SignOut).RequireForm().AllowAnonymous();
        routes.MapPost("/passkeys/get", async (PasskeyDoor door) => Results.Content(await door.RequestOptions(), "application/json"))
            .RequireForm().RequireRateLimiting(RateLimits.Code).AllowAnonymous();
        routes.MapPost("/passkeys/create", async (PasskeyDoor door, Actor actor) => await door.CreationOptions(actor) is { } options
                ? Results.Content(options, "application/json") : Results.Unauthorized())
            .RequireForm().RequireRateLimiting(RateLimits.Code).RequireAuthorization(Policies.SignedIn);
        routes.MapGet("/people/{slug}/picture/{edge:int}", Picture).AllowAnonymous();

        // The forms have no parameters bound from them, so the token is checked by RequireForm and not a second time.
        routes.MapPost("/account/picture", ChoosePicture).RequireForm().RequireAuthorization(Policies.SignedIn)
            .RequireRateLimiting(RateLimits.Upload)
            .WithMetadata(new RequestSizeLimitAttribute(ChooseAvatar.LargestBytes + 64 * 1024));
        routes.MapPost("/account/picture/remove", async (ChooseAvatar choose, Actor actor, CancellationToken ct) =>
            Back("/account", await choose.Run(new([]), actor, ct))).RequireForm().RequireAuthorization(Policies.SignedIn);
        routes.MapPost("/account/sessions/end", EndOne).RequireForm().RequireAuthorization(Policies.SignedIn);
        routes.MapPost("/account/sessions/end-all", EndAll).RequireForm().RequireAuthorization(Policies.SignedIn);
        routes.MapPost("/account/passkeys/remove", RemoveKey).RequireForm().RequireAuthorization(Policies.SignedIn);
        routes.MapPost("/account/capabilities/off", Off).RequireForm().RequireAuthorization(Policies.SignedIn);
    }

    private static async Task<IResult> SignOut(SignInDoor door, HttpContext http, CancellationToken ct)
    {
        await door.SignOut(ct);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\""; // Nothing private stays behind the back button.
        return Results.LocalRedirect("/");
    }

    private static async Task<IResult> Picture(string slug, int edge, AccountQueries accounts, HttpContext http, CancellationToken ct)
    {
        if (await accounts.Picture(slug, edge, ct) is not { } bytes) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable"; // A new picture has a new address.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(bytes, "image/webp");
    }

    private static async Task<IResult> ChoosePicture(HttpContext http, ChooseAvatar choose, Actor actor, CancellationToken ct)
    {
        var file = (await http.Request.ReadFormAsync(ct)).Files.GetFile("file");
        if (file is null || file.Length is 0 or > ChooseAvatar.LargestBytes)
            return Results.LocalRedirect("/account?failed=" + AccountErrors.BadPicture.Code);
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, ct);
        return Back("/account", await choose.Run(new(memory.ToArray()), actor, ct));
    }

    private static async Task<IResult> EndOne(HttpContext http, EndSession end, SignInDoor door, Actor actor, CancellationToken ct)
    {
        var id = new SessionId(Guid.TryParse((await http.Request.ReadFormAsync(ct))["session"], out var given) ? given : default);
        if (id == SessionActors.SessionOf(http.User))
        {
            await door.SignOut(ct);
            return Results.LocalRedirect("/sign-in");
        }
        return Back("/account/security", await end.Run(new(id), actor, ct));
    }

    private static async Task<IResult> EndAll(EndAllSessions end, SignInDoor door, Actor actor, CancellationToken ct)
    {
        var result = await end.Run(new(), actor, ct);
        await door.SignOut(ct);
        return result.IsOk ? Results.LocalRedirect("/sign-in?done=ended") : Back("/account/security", result);
    }

    private static async Task<IResult> RemoveKey(HttpContext http, RemovePasskey remove, Actor actor, CancellationToken ct)
    {
        var text = (await http.Request.ReadFormAsync(ct))["passkey"].ToString();
        return Base64Url.IsValid(text)
            ? Back("/account/security", await remove.Run(new(Base64Url.DecodeFromChars(text)), actor, ct))
            : AccountErrors.Unknown.ToHttp();
    }

    private static async Task<IResult> Off(HttpContext http, SwitchOffCapability off, Actor actor, CancellationToken ct) =>
        Enum.TryParse<Capability>((await http.Request.ReadFormAsync(ct))["capability"], out var capability)
            ? Back("/account/capabilities", await off.Run(new(capability), actor, ct))
            : AccountErrors.Unknown.ToHttp();

    private static IResult Back<T>(string page, Result<T> result) => result.Fails(out _, out var error)
        ? error.Field is null && error.Kind != ErrorKind.Unavailable ? error.ToHttp() : Results.LocalRedirect($"{page}?failed={error.Code}")
        : Results.LocalRedirect($"{page}?done=saved");
}
