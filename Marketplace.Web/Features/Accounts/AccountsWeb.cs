using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Web.Hosting;
using Marketplace.Web.Shell;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Web.Features.Accounts;

/// <summary>The doors of this feature.</summary>
public static class AccountsWeb
{
    /// <summary>Registers what the pages and endpoints of this feature need.</summary>
    public static IServiceCollection AddAccountsWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSessionCookies(configuration).AddHttpActor().AddPolicies();
        services.AddIdentityCore<User>().AddSignInManager(); // Its passkey ceremonies; sessions are our own.
        services.AddOptions<MailOptions>().BindConfiguration("Mail").Configure(mail =>
        {
            mail.PublicUrl = configuration.PublicUrl();
            mail.Folder = Path.Combine(configuration.DataPath(), mail.Folder);
        });
        services.AddScoped<SessionActors>().AddScoped<Who>().AddScoped<SignInDoor>().AddScoped<DeviceCookie>();
        services.AddScoped<AuthenticationStateProvider, OpenPages>();
        return services;
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-out", async (SignInDoor door, HttpContext http, CancellationToken ct) =>
        {
            await door.SignOut(ct);
            http.Response.Headers["Clear-Site-Data"] = "\"cache\""; // Nothing private stays behind the back button.
            return Results.LocalRedirect("/");
        }).RequireForm().AllowAnonymous();
        return routes;
    }
}
