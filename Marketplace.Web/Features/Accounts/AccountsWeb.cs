using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Web.Hosting;
using Marketplace.Web.Hosting.Chores;
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
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = configuration.PublicUrl().Host;
            options.UserVerificationRequirement = "required"; // Makes a passkey a second factor by itself.
            options.ResidentKeyRequirement = "required"; // Found without typing an address first.
        });
        services.AddOptions<MailOptions>().BindConfiguration("Mail").Configure(mail =>
        {
            mail.PublicUrl = configuration.PublicUrl();
            mail.Folder = Path.Combine(configuration.DataPath(), mail.Folder);
        });
        services.AddScoped<SessionActors>().AddScoped<Who>().AddScoped<SignInDoor>().AddScoped<PasskeyDoor>().AddScoped<DeviceCookie>();
        services.AddScoped<AuthenticationStateProvider, OpenPages>();
        services.AddChore<ForgetOldTracesChore>("forget-old-traces", TimeSpan.FromHours(1), alarmAfter: TimeSpan.FromHours(6));
        return services.AddNavigation(
            new NavEntry("/admin/people", "People", "users", Groups.House, Policies.Superadmin) { IsTab = true },
            new NavEntry("/account", "Your account", "user", Groups.Account, Policies.SignedIn),
            new NavEntry("/account/security", "Security", "shield", Groups.Account, Policies.SignedIn),
            new NavEntry("/account/capabilities", "How you take part", "plus", Groups.Account, Policies.SignedIn));
    }

    /// <summary>Maps the endpoints of this feature.</summary>
    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapAccountEndpoints();
        return routes;
    }
}
