using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.People;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Accounts;

[Trait("Suite", "UseCases")]
public sealed class SanctionTests
{
    [Fact]
    public async Task A_suspended_person_is_signed_out_told_why_and_let_in_again()
    {
        await using var world = await People.NewWorld();
        var support = await world.SignedIn(await world.Staff("support@example.com", StaffRole.Support), true);
        var user = await world.Person();
        var session = await world.Session(user);

        Assert.True((await Suspend(world, support, user)).IsOk);
        Assert.False((await world.Actor(user, session)).IsPerson);
        Assert.Equal(PasswordAnswer.Closed, await Try(world));
        Assert.Equal(PasswordAnswer.Refused, await Try(world, "another password"));
        var why = await world.Get<ClosureQueries>().Of(user, default);
        Assert.Equal((SanctionKind.Suspension, "Fraud report 12", (DateTime?)null), (why!.Kind, why.Reason, why.Until));
        Assert.Equal("account.unknown", (await world.Get<StartSession>().Run(new(user, "", "", false, null), default)).Error?.Code);
        Assert.Null(await world.Get<AccountQueries>().Profile("ama", default));

        Assert.Equal("field.missing", (await world.Get<LiftSanction>().Run(new(user, " ", Guid.NewGuid()), support, default)).Error?.Code);
        Assert.True((await Lift(world, support, user)).IsOk);
        Assert.Equal("sanction.none", (await Lift(world, support, user)).Error?.Code);
        Assert.Equal(PasswordAnswer.Right, await Try(world));
        Assert.Null(await world.Get<ClosureQueries>().Of(user, default));

        await world.MailAll();
        Assert.Equal(["Your account was suspended", "Your account is open again"], world.Get<People.Letters>().All.Select(l => l.Subject));
        Assert.Contains("Fraud report 12", world.Get<People.Letters>().All[0].Text);
    }

    [Fact]
    public async Task Support_suspends_but_bans_nobody_and_touches_no_staff()
    {
        await using var world = await People.NewWorld();
        var support = await world.SignedIn(await world.Staff("support@example.com", StaffRole.Support), true);
        var boss = await world.SignedIn(await world.Staff("boss@example.com", StaffRole.Superadmin), true);
        var finance = await world.Staff("fin@example.com", StaffRole.Finance);
        var user = await world.Person();

        Assert.Equal("account.not_allowed", (await Suspend(world, await world.SignedIn(user), boss.UserId)).Error?.Code);
        Assert.Equal("account.not_allowed", (await Suspend(world, support, finance)).Error?.Code);
        Assert.Equal("account.not_allowed", (await Ban(world, support, user)).Error?.Code);
        Assert.Equal("account.not_allowed", (await world.Get<SignOutPerson>().Run(new(finance, Guid.NewGuid()), support, default)).Error?.Code);
        Assert.Equal("account.unknown", (await Suspend(world, boss, UserId.New())).Error?.Code);
        Assert.True((await Suspend(world, boss, finance)).IsOk);

        Assert.True((await Suspend(world, support, user)).IsOk);
        Assert.True((await Ban(world, boss, user)).IsOk); // Takes the place of the suspension.
        Assert.Equal("account.not_allowed", (await Lift(world, support, user)).Error?.Code);
        Assert.Equal("account.not_allowed", (await Suspend(world, support, user)).Error?.Code);
        var seen = (await world.Get<PeopleQueries>().One(boss, user, default))!;
        Assert.Equal((PersonState.Banned, 2, SanctionKind.Ban), (seen.Line.State, seen.Sanctions.Count, seen.InForce!.Kind));
        Assert.True((await Lift(world, boss, user)).IsOk);
    }

    [Fact]
    public async Task A_suspension_ends_by_itself_on_its_day_and_not_before()
    {
        await using var world = await People.NewWorld();
        var boss = await world.SignedIn(await world.Staff("boss@example.com", StaffRole.Superadmin), true);
        var user = await world.Person();
        var now = world.Clock.GetUtcNow().UtcDateTime;
        Assert.Equal("sanction.past", (await Impose(world, boss, user, SanctionKind.Suspension, now)).Error?.Code);
        Assert.Equal("sanction.ban_end", (await Impose(world, boss, user, SanctionKind.Ban, now.AddDays(1))).Error?.Code);

        Assert.True((await Impose(world, boss, user, SanctionKind.Suspension, now.AddDays(7))).IsOk);
        world.Clock.Advance(TimeSpan.FromDays(6));
        await world.Get<FireDueTimers>().Run(100, default);
        Assert.Equal(PasswordAnswer.Closed, await Try(world));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Get<FireDueTimers>().Run(100, default);
        Assert.Equal(PasswordAnswer.Right, await Try(world));
    }

    [Fact]
    public async Task An_end_that_was_taken_back_does_not_open_the_account()
    {
        await using var world = await People.NewWorld();
        var boss = await world.SignedIn(await world.Staff("boss@example.com", StaffRole.Superadmin), true);
        var user = await world.Person();
        var now = world.Clock.GetUtcNow().UtcDateTime;
        Assert.True((await Impose(world, boss, user, SanctionKind.Suspension, now.AddDays(1))).IsOk);
        Assert.True((await Ban(world, boss, user)).IsOk);
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.Get<FireDueTimers>().Run(100, default);
        Assert.Equal(PasswordAnswer.Closed, await Try(world));
    }

    [Fact]
    public async Task Nobody_closes_the_own_account_and_the_last_superadmin_stays()
    {
        await using var world = await People.NewWorld();
        var one = await world.SignedIn(await world.Staff("one@example.com", StaffRole.Superadmin), true);
        Assert.Equal("sanction.self", (await Suspend(world, one, one.UserId)).Error?.Code);
        var two = await world.SignedIn(await world.Staff("two@example.com", StaffRole.Superadmin), true);
        Assert.True((await Suspend(world, one, two.UserId)).IsOk);
        // The closed account does not count: without this one nobody could give rights.
        Assert.Equal("staff.last", (await world.Get<TakeStaffRole>().Run(new(one.UserId, StaffRole.Superadmin), one, default)).Error?.Code);
        Assert.True((await Lift(world, one, two.UserId)).IsOk);
    }

    [Fact]
    public async Task Two_superadmins_who_close_each_other_in_one_moment_never_both_win()
    {
        await using var world = await People.NewWorld();
        var one = await world.SignedIn(await world.Staff("one@example.com", StaffRole.Superadmin), true);
        var two = await world.SignedIn(await world.Staff("two@example.com", StaffRole.Superadmin), true);
        var both = await Task.WhenAll(Suspend(world, one, two.UserId), Suspend(world, two, one.UserId));
        Assert.Single(both, r => r.IsOk);
        await using var db = world.Db();
        Assert.Equal(1, await db.Users.CountAsync(u => u.SuspendedAt != null));
    }

    [Fact]
    public async Task Signing_somebody_out_ends_every_session_and_a_repeat_changes_nothing()
    {
        await using var world = await People.NewWorld();
        var support = await world.SignedIn(await world.Staff("support@example.com", StaffRole.Support), true);
        var user = await world.Person();
        SessionId one = await world.Session(user), two = await world.Session(user);
        var command = new SignOutPerson.Command(user, Guid.NewGuid());
        Assert.True((await world.Get<SignOutPerson>().Run(command, support, default)).IsOk);
        Assert.False((await world.Actor(user, one)).IsPerson || (await world.Actor(user, two)).IsPerson);
        var later = await world.Session(user);
        Assert.True((await world.Get<SignOutPerson>().Run(command, support, default)).IsOk);
        Assert.True((await world.Actor(user, later)).IsPerson);
    }

    private static async Task<PasswordAnswer> Try(World world, string password = People.Password) =>
        (await world.Get<CheckPassword>().Run(new("ama@example.com", password, null), default)).Answer;

    private static Task<Result<Done>> Suspend(World world, Actor by, UserId whom) => Impose(world, by, whom, SanctionKind.Suspension, null);

    private static Task<Result<Done>> Ban(World world, Actor by, UserId whom) => Impose(world, by, whom, SanctionKind.Ban, null);

    private static Task<Result<Done>> Impose(World world, Actor by, UserId whom, SanctionKind kind, DateTime? until) =>
        world.Get<ImposeSanction>().Run(new(whom, kind, "Fraud report 12", until, Guid.NewGuid()), by, default);

    private static Task<Result<Done>> Lift(World world, Actor by, UserId whom) =>
        world.Get<LiftSanction>().Run(new(whom, "It was a mistake", Guid.NewGuid()), by, default);
}
