using System.Diagnostics;
using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

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
    public async Task An_unknown_address_costs_the_same_time_as_a_wrong_password()
    {
        // The real cost, because the difference would hide in a cheap one.
        await using var world = await World.New();
        await world.Person(Mail);
        await Try(world, "wrong");
        await TryAs(world, "nobody@example.com");
        var known = await Fastest(() => Try(world, "wrong"));
        var unknown = await Fastest(() => TryAs(world, "nobody@example.com"));
        Assert.InRange(Math.Abs((known - unknown).TotalMilliseconds), 0, 50);
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

    private static async Task<TimeSpan> Fastest(Func<Task<PasswordAnswer>> attempt)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var watch = Stopwatch.StartNew();
            await attempt();
            if (watch.Elapsed < best) best = watch.Elapsed;
        }
        return best;
    }
}
