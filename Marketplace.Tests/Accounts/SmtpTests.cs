using System.Net;
using System.Security.Cryptography.X509Certificates;
using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Registration;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Accounts;

/// <summary>The way of a mail from its event over the outbox to a real mail server.</summary>
public sealed class SmtpTests
{
    [Fact]
    public async Task Both_languages_arrive_as_they_were_written()
    {
        await using var server = new MailServer();
        await using var world = await NewWorld(server.Port);
        await Register(world, "ama@example.com", "Ama", "en");
        await Register(world, "wei@example.com", "伟", "zh-Hans");
        await world.Get<OutboxDispatch>().Run(50, default);

        var (english, chinese) = (To(server, "ama@example.com").Single(), To(server, "wei@example.com").Single());
        Assert.Equal("Confirm your e-mail address", english.Header("Subject"));
        Assert.Contains("Hello Ama,\n\nopen this link", english.Text);
        Assert.Equal("请确认您的电子邮箱", chinese.Header("Subject"));
        Assert.Contains("伟，您好：\n\n请打开以下链接", chinese.Text);
        Assert.Contains("https://music.example/confirm-email?token=", chinese.Text);
        Assert.Equal("no-reply@music.example", english.From);
        Assert.EndsWith("@music.example>", english.Header("Message-ID"));
        Assert.Equal("auto-generated", english.Header("Auto-Submitted"));
    }

    [Fact]
    public async Task A_refused_address_is_tried_again_and_put_aside_and_holds_up_nobody()
    {
        await using var server = new MailServer { Unknown = "gone@example.com" };
        await using var world = await NewWorld(server.Port);
        await Register(world, "gone@example.com", "Gone", "en");
        await Register(world, "ama@example.com", "Ama", "en");
        await world.Get<OutboxDispatch>().Run(50, default);
        Assert.Single(To(server, "ama@example.com"));
        Assert.Contains("no such person here", (await Waiting(world)).LastError);

        for (var i = 0; i < OutboxMessage.TriesBeforeAside; i++)
        {
            world.Clock.Advance(TimeSpan.FromHours(2));
            await world.Get<OutboxDispatch>().Run(50, default);
        }
        Assert.Equal(OutboxMessage.Never, (await Waiting(world)).DueAt);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_server_that_is_down_gets_the_mail_when_it_is_back_and_gets_it_once()
    {
        int port;
        await using (var first = new MailServer()) port = first.Port;
        await using var world = await NewWorld(port);
        await Register(world, "ama@example.com", "Ama", "en");
        await world.Get<OutboxDispatch>().Run(50, default);
        Assert.NotNull((await Waiting(world)).LastError);

        await using var server = new MailServer(port);
        for (var i = 0; i < 3; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            await world.Get<OutboxDispatch>().Run(50, default);
        }
        Assert.Single(server.Mails);
        await using var db = world.Db();
        Assert.False(await db.Outbox.AnyAsync(m => m.DoneAt == null));
    }

    [Fact]
    public async Task When_the_answer_is_lost_the_second_copy_says_that_it_is_one()
    {
        await using var server = new MailServer { AnswersToLose = 1 };
        await using var world = await NewWorld(server.Port);
        await Register(world, "ama@example.com", "Ama", "en");
        for (var i = 0; i < 3; i++)
        {
            await world.Get<OutboxDispatch>().Run(50, default);
            world.Clock.Advance(TimeSpan.FromMinutes(5));
        }
        // Nobody can know whether the first one was kept; mail programs drop a second one of the same id.
        Assert.Equal(2, server.Mails.Count);
        Assert.Single(server.Mails.Select(m => m.Header("Message-ID")).Distinct());
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_soon()
    {
        await using var server = new MailServer { IsMute = true };
        await using var world = await NewWorld(server.Port, mail => mail.Patience = TimeSpan.FromSeconds(1));
        await Register(world, "ama@example.com", "Ama", "en");
        await world.Get<OutboxDispatch>().Run(50, default).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("did not answer within", (await Waiting(world)).LastError);
    }

    [Fact]
    public async Task With_encryption_asked_for_the_password_and_the_mail_go_encrypted_or_not_at_all()
    {
        using var certificate = MailServer.NewCertificate();
        await using var server = new MailServer { Certificate = certificate, Account = ("house", "the secret") };
        await using (var world = await NewWorld(server.Port, Encrypted))
        {
            // A certificate that nobody vouches for is not believed.
            await Register(world, "ama@example.com", "Ama", "en");
            await world.Get<OutboxDispatch>().Run(50, default);
            Assert.NotNull((await Waiting(world)).LastError);
            Assert.Empty(server.Mails);

            using var trust = Trust(certificate);
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            await world.Get<OutboxDispatch>().Run(50, default);
            Assert.Equal((true, "house"), server.Mails.Select(m => (m.WasEncrypted, m.User)).Single());
        }

        await using var plain = new MailServer();
        await using var other = await NewWorld(plain.Port, Encrypted);
        await Register(other, "ama@example.com", "Ama", "en");
        await other.Get<OutboxDispatch>().Run(50, default);
        Assert.NotNull((await Waiting(other)).LastError);
        Assert.Empty(plain.Mails);
    }

    private static void Encrypted(MailOptions mail) => (mail.UseTls, mail.User, mail.Password) = (true, "house", "the secret");

    private static Task<World> NewWorld(int port, Action<MailOptions>? more = null) => World.New(services => services
        .PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1000)
        .Configure<MailOptions>(mail =>
        {
            (mail.Host, mail.Port, mail.UseTls) = ("localhost", port, false);
            (mail.From, mail.PublicUrl) = ("no-reply@music.example", new Uri("https://music.example"));
            more?.Invoke(mail);
        }));

    private static async Task Register(World world, string email, string name, string language) => Assert.True(
        (await world.Get<RegisterPerson>().Run(new(email, name, People.Password, language, Guid.NewGuid()), default)).IsOk);

    private static IEnumerable<Received> To(MailServer server, string email) => server.Mails.Where(m => m.To == email);

    private static async Task<OutboxMessage> Waiting(World world)
    {
        await using var db = world.Db();
        return await db.Outbox.SingleAsync(m => m.DoneAt == null);
    }

    // .NET's mail client takes its trust from here alone; only one certificate is let in, and only for this test.
#pragma warning disable SYSLIB0014
    private static Trusting Trust(X509Certificate2 certificate)
    {
        ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString();
        return new Trusting();
    }

    private sealed class Trusting : IDisposable
    {
        public void Dispose() => ServicePointManager.ServerCertificateValidationCallback = null;
    }
#pragma warning restore SYSLIB0014
}
