using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.Profiles;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Accounts;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class AccountsSetup
{
    /// <summary>Cost of a password hash: PBKDF2 with HMAC-SHA-512 and so many rounds.</summary>
    public const int HashRounds = 600_000;

    /// <summary>Adds this feature.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashRounds);
        services.AddIdentityCore<User>().AddEntityFrameworkStores<MarketplaceDb>();
        services.AddSingleton<ActorCache>().AddSingleton<DummyPassword>().AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddTransient<ActorQueries>();
        services.AddTransient<StartSession>().AddTransient<EndSession>().AddTransient<EndAllSessions>().AddTransient<CheckPassword>();
        services.AddTransient<RememberDevice>().AddTransient<SessionVisits>().AddTransient<EditProfile>();
        return services;
    }
}
