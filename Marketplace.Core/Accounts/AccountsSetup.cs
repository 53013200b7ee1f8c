using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.People;
using Marketplace.Core.Accounts.Profiles;
using Marketplace.Core.Accounts.Registration;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Marketplace.Core.Accounts;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class AccountsSetup
{
    /// <summary>Cost of a password hash: PBKDF2 with HMAC-SHA-512 and so many rounds.</summary>
    public const int HashRounds = 600_000;

    /// <summary>Adds this feature. <see cref="MailOptions"/> say how mails leave.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashRounds);
        services.AddIdentityCore<User>().AddEntityFrameworkStores<MarketplaceDb>();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<ActorCache>().AddSingleton<DummyPassword>();
        services.AddTransient<AccountDirectory>().AddTransient<NoticeMails>();
        services.AddTransient<ActorQueries>().AddTransient<AccountQueries>().AddTransient<AccountSeeder>();
        services.AddTransient<RegisterPerson>().AddTransient<ConfirmMail>();
        services.AddTransient<CheckPassword>().AddTransient<CheckCode>();
        services.AddTransient<AskForReset>().AddTransient<ResetPassword>().AddTransient<ChangePassword>();
        services.AddTransient<PrepareCodes>().AddTransient<SwitchOnCodes>().AddTransient<SwitchOffCodes>().AddTransient<RenewRecoveryCodes>();
        services.AddTransient<AddPasskey>().AddTransient<RemovePasskey>();
        services.AddTransient<StartSession>().AddTransient<EndSession>().AddTransient<EndAllSessions>();
        services.AddTransient<RememberDevice>().AddSingleton<SessionVisits>().AddTransient<ForgetOldTraces>();
        services.AddTransient<EditProfile>().AddTransient<ChangeSettings>().AddTransient<ChooseAvatar>();
        services.AddTransient<SwitchOnCapability>().AddTransient<SwitchOffCapability>();
        services.AddTransient<GrantStaffRole>().AddTransient<TakeStaffRole>();
        services.AddTransient<ImposeSanction>().AddTransient<LiftSanction>().AddTransient<SignOutPerson>();
        services.AddTransient<ITimerHandler, EndSanction>().AddTransient<ClosureQueries>().AddTransient<PeopleQueries>();
        services.AddTransient<PublicPeople>();
        return services.AddMail();
    }

    private static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>();
        services.AddTransient<FileMailer>().AddTransient<SmtpMailer>();
        services.AddTransient<IMailer>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Host.Length > 0
            ? provider.GetRequiredService<SmtpMailer>()
            : provider.GetRequiredService<FileMailer>());
        services.AddTransient<IEventHandler<PersonRegistered>, AccountMails>();
        services.AddTransient<IEventHandler<RegisteredAgain>, AccountMails>();
        services.AddTransient<IEventHandler<ResetAsked>, AccountMails>();
        services.AddTransient<IEventHandler<SecurityChanged>, AccountMails>();
        services.AddTransient<IEventHandler<SanctionChanged>, AccountMails>();
        services.AddTransient<PostRoom>();
        return services;
    }
}
