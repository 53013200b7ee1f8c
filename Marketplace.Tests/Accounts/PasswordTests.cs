using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Marketplace.Tests.Accounts;

[Trait("Suite", "UseCases")]
public sealed class PasswordTests
{
    private const string Mail = "ama@example.com";
    private const string Other = "another long password";

    [Fact]
    public async Task Five_wrong_tries_make_strangers_wait_and_the_wait_ends_however_often_they_try()
    {
        await using var world = await People.NewWorld();
        await world.Person(Mail);
        for (var i = 0; i < CheckPassword.Tries; i++) Assert.Equal(PasswordAnswer.Refused, await Try(world, "wrong"));
        Assert.Equal(PasswordAnswer.Wait, await Try(world, People.Password));
        world.Clock.Advance(CheckPassword.Wait / 2);
        for (var i = 0; i < 20; i++) Assert.Equal(PasswordAnswer.Wait, await Try(world, "wrong"));
        world.Clock.Advance(CheckPassword.Wait / 2);
        Assert.Equal(PasswordAnswer.Right, await Try(world, People.Password));
    }

    [Fact]
    public async Task A_stranger_cannot_lock_the_owner_out_of_a_known_browser()
    {
        await using var world = await People.NewWorld();
        var user = await world.Person(Mail);
        var device = await world.Get<RememberDevice>().Run(user, null, default);
        for (var i = 0; i < CheckPassword.Tries; i++) await Try(world, "wrong");
        Assert.Equal(PasswordAnswer.Wait, await Try(world, People.Password));
        Assert.Equal(PasswordAnswer.Right, await Try(world, People.Password, device));
        // The known browser is no way around the limit either.
        for (var i = 0; i < CheckPassword.Tries; i++) Assert.Equal(PasswordAnswer.Refused, await Try(world, "wrong", device));
        Assert.Equal(PasswordAnswer.Wait, await Try(world, People.Password, device));
    }

    [Fact]
    public async Task Parallel_guesses_are_all_counted()
    {
        await using var world = await People.NewWorld();
        await world.Person(Mail);
        await Task.WhenAll(Enumerable.Range(0, CheckPassword.Tries).Select(_ => Try(world, "wrong")));
        Assert.Equal(PasswordAnswer.Wait, await Try(world, People.Password));
    }

    [Fact]
    public async Task An_unknown_address_costs_one_hash_like_a_wrong_password_and_a_wait()
    {
        // Counted, not timed: the hash is all the time there is, and clocks lie on a busy machine.
        var hasher = new CountingHasher();
        await using var world = await People.NewWorld(services => services.AddSingleton<IPasswordHasher<User>>(hasher));
        await world.Person(Mail);
        Assert.Equal(PasswordAnswer.Refused, await hasher.CostsOne(() => TryAs(world, "nobody@example.com")));
        for (var i = 0; i < CheckPassword.Tries; i++)
            Assert.Equal(PasswordAnswer.Refused, await hasher.CostsOne(() => Try(world, "wrong")));
        Assert.Equal(PasswordAnswer.Wait, await hasher.CostsOne(() => Try(world, "wrong")));
    }

    [Fact]
    public async Task Hashes_are_made_with_six_hundred_thousand_rounds()
    {
        await using var world = await World.New();
        var hash = Convert.FromBase64String(world.Get<IPasswordHasher<User>>().HashPassword(new User(), "x"));
        Assert.Equal(1, hash[0]); // PBKDF2 with a named function
        Assert.Equal(2, hash[4]); // HMAC-SHA-512
        Assert.True(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)) >= 600_000);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_once_and_ends_every_session()
    {
        await using var world = await People.NewWorld();
        var user = await world.Person(Mail);
        var session = await world.Session(user);
        Assert.True((await world.Actor(user, session)).IsPerson);

        Assert.True((await world.Get<AskForReset>().Run(new(Mail), default)).IsOk);
        var token = await world.LastToken();
        Assert.Equal("password.short", (await world.Get<ResetPassword>().Run(new(token, "short"), default)).Error?.Code);
        Assert.True((await world.Get<ResetPassword>().Run(new(token, Other), default)).IsOk);

        Assert.False((await world.Actor(user, session)).IsPerson);
        Assert.Equal(PasswordAnswer.Refused, await Try(world, People.Password));
        Assert.Equal(PasswordAnswer.Right, await Try(world, Other));
        Assert.Equal("link.dead", (await world.Get<ResetPassword>().Run(new(token, Other), default)).Error?.Code);
        await world.MailAll();
        Assert.Equal("Your password was reset", world.Get<People.Letters>().All[^1].Subject);
    }

    [Fact]
    public async Task A_reset_link_dies_after_thirty_minutes_and_a_mailbox_is_not_filled()
    {
        await using var world = await People.NewWorld();
        await world.Person(Mail);
        for (var i = 0; i < 8; i++)
        {
            await world.Get<AskForReset>().Run(new(Mail), default);
            await world.MailAll();
        }
        Assert.Equal(AskForReset.LinksAtOnce, world.Get<People.Letters>().All.Count);
        var token = await world.LastToken();
        world.Clock.Advance(MailLink.ResetLife);
        Assert.Equal("link.dead", (await world.Get<ResetPassword>().Run(new(token, Other), default)).Error?.Code);
        Assert.True((await world.Get<AskForReset>().Run(new("nobody@example.com"), default)).IsOk);
    }

    [Fact]
    public async Task The_owner_changes_the_password_and_every_session_ends()
    {
        await using var world = await People.NewWorld();
        var user = await world.Person(Mail);
        var session = await world.Session(user);
        var actor = await world.Actor(user, session);
        Assert.Equal("password.wrong", (await world.Get<ChangePassword>().Run(new("wrong", Other), actor, default)).Error?.Code);
        Assert.True((await world.Get<ChangePassword>().Run(new(People.Password, Other), actor, default)).IsOk);
        Assert.False((await world.Actor(user, session)).IsPerson);
        Assert.Equal("account.sign_in", (await world.Get<ChangePassword>().Run(new(Other, People.Password), Actor.Guest, default)).Error?.Code);
    }

    [Fact]
    public async Task No_password_code_or_token_is_written_to_audit_or_outbox()
    {
        await using var world = await People.NewWorld();
        var user = await world.Person(Mail);
        await world.Get<AskForReset>().Run(new(Mail), default);
        var token = await world.LastToken();
        await world.Get<ResetPassword>().Run(new(token, Other), default);
        await world.Get<ChangePassword>().Run(new(Other, "third long password"), await world.SignedIn(user), default);
        await using var db = world.Db();
        var written = string.Join('\n', (await db.AuditEntries.Select(a => a.Detail).ToListAsync())
            .Concat(await db.Outbox.Select(m => m.Body).ToListAsync()));
        foreach (var secret in (string[])[token, Other, "third long password"]) Assert.DoesNotContain(secret, written);
    }

    private static async Task<PasswordAnswer> Try(World world, string password, Guid? device = null) =>
        (await world.Get<CheckPassword>().Run(new(Mail, password, device), default)).Answer;

    private static async Task<PasswordAnswer> TryAs(World world, string email) =>
        (await world.Get<CheckPassword>().Run(new(email, "wrong", null), default)).Answer;

    /// <summary>Real hashes, counted, each against a stored hash of the same cost.</summary>
    private sealed class CountingHasher : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _real = new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        private int _verified;

        public string HashPassword(User user, string password) => _real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _verified);
            Assert.Equal(1000, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hashedPassword).AsSpan(5)));
            return _real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }

        public async Task<PasswordAnswer> CostsOne(Func<Task<PasswordAnswer>> attempt)
        {
            var before = _verified;
            var answer = await attempt();
            Assert.Equal(before + 1, _verified);
            return answer;
        }
    }
}
