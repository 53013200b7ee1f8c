using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Accounts;

/// <summary>A world with cheap password hashes and a mail tray, and the steps that account tests share.</summary>
internal static class People
{
    public const string Password = "long enough for everybody";

    public static Task<World> NewWorld(Action<IServiceCollection>? change = null) => World.New(services =>
    {
        services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1000);
        services.AddSingleton<Letters>();
        services.AddTransient<IMailer>(provider => provider.GetRequiredService<Letters>());
        change?.Invoke(services);
    });

    public static Task<UserId> Person(this World world, string email = "ama@example.com", params Capability[] capabilities) =>
        world.Get<AccountSeeder>().Person(email, email.Split('@')[0], Password, capabilities);

    public static Task<UserId> Staff(this World world, string email, params StaffRole[] roles) =>
        world.Get<AccountSeeder>().Person(email, email.Split('@')[0], Password, roles: roles, codeKey: AccountSeeder.DemoCodeKey);

    public static async Task<SessionId> Session(this World world, UserId user, bool hasSecondFactor = false) =>
        (await world.Get<StartSession>().Run(new(user, "Firefox, Linux", "192.0.2.*", hasSecondFactor, null), default)).Value.Session;

    public static Task<Actor> Actor(this World world, UserId user, SessionId session) => world.Get<ActorQueries>().Of(user, session, default);

    public static async Task<Actor> SignedIn(this World world, UserId user, bool hasSecondFactor = false) =>
        await world.Actor(user, await world.Session(user, hasSecondFactor));

    /// <summary>Mails what is waiting and answers the token in the last mail.</summary>
    public static async Task<string> LastToken(this World world)
    {
        await world.MailAll();
        var text = world.Get<Letters>().All[^1].Text;
        return text[(text.IndexOf("token=", StringComparison.Ordinal) + 6)..].Split('\n')[0];
    }

    /// <summary>Tells account events to the mails, every one twice, as the outbox may.</summary>
    public static async Task MailAll(this World world)
    {
        await using var db = world.Db();
        var mails = world.Get<IEventHandler<PersonRegistered>>();
        foreach (var message in await db.Outbox.Where(m => m.DoneAt == null).OrderBy(m => m.Id).ToListAsync())
        {
            var type = typeof(User).Assembly.GetType(message.Type)!;
            var handles = typeof(IEventHandler<>).MakeGenericType(type);
            if (!handles.IsInstanceOfType(mails)) continue;
            var happened = System.Text.Json.JsonSerializer.Deserialize(message.Body, type, KernelJson.Plain)!;
            await ((dynamic)mails).Handle((dynamic)happened, CancellationToken.None);
            await ((dynamic)mails).Handle((dynamic)happened, CancellationToken.None);
            message.DoneAt = world.Clock.GetUtcNow().UtcDateTime;
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Stands in for a mail server.</summary>
    public sealed class Letters : IMailer
    {
        public List<Letter> All { get; } = [];

        public Task Send(Letter letter, CancellationToken ct)
        {
            All.Add(letter);
            return Task.CompletedTask;
        }
    }
}
