using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Accounts;

[Trait("Suite", "UseCases")]
public sealed class RightsTests
{
    private static readonly Dictionary<string, string> Artist = new() { ["stageName"] = "Ama Sika", ["country"] = "gh", ["trick"] = "x" };

    [Fact]
    public async Task A_capability_is_switched_on_with_its_form_and_off_again()
    {
        await using var world = await People.NewWorld();
        var user = await world.Person();
        var session = await world.Session(user);
        var actor = await world.Actor(user, session);
        Assert.Equal("field.missing", (await SwitchOn(world, actor, Capability.Artist, [])).Error?.Code);
        Assert.Equal("field.invalid", (await SwitchOn(world, actor, Capability.Artist, new() { ["stageName"] = "A", ["country"] = "G1" })).Error?.Code);

        var on = (await SwitchOn(world, actor, Capability.Artist, Artist)).Value;
        Assert.Equal(new Dictionary<string, string> { ["stageName"] = "Ama Sika", ["country"] = "GH" }, on.Details);
        Assert.True((await world.Actor(user, session)).Can(Capability.Artist));
        await using var db = world.Db();
        Assert.Single(await db.Outbox.Where(m => m.Type == typeof(CapabilitySwitchedOn).FullName).ToListAsync());

        Assert.True((await world.Get<SwitchOffCapability>().Run(new(Capability.Artist), actor, default)).IsOk);
        Assert.False((await world.Actor(user, session)).Can(Capability.Artist));
        Assert.Equal("account.unknown", (await world.Get<SwitchOffCapability>().Run(new(Capability.Artist), actor, default)).Error?.Code);
        Assert.Equal("account.sign_in", (await SwitchOn(world, Actor.Guest, Capability.Artist, Artist)).Error?.Code);
    }

    [Fact]
    public async Task Only_a_superadmin_gives_roles_and_never_to_somebody_who_sells()
    {
        await using var world = await People.NewWorld();
        var boss = await world.SignedIn(await world.Staff("boss@example.com", StaffRole.Superadmin), true);
        var support = await world.SignedIn(await world.Staff("support@example.com", StaffRole.Support), true);
        var seller = await world.Person("seller@example.com", Capability.Artist);
        var buyer = await world.Person("buyer@example.com", Capability.Client);

        Assert.Equal("account.not_allowed", (await Grant(world, support, buyer)).Error?.Code);
        Assert.Equal("account.not_allowed", (await Grant(world, Actor.Guest, buyer)).Error?.Code);
        Assert.Equal("account.unknown", (await Grant(world, boss, UserId.New())).Error?.Code);
        Assert.Equal("staff.sells", (await Grant(world, boss, seller)).Error?.Code);
        Assert.True((await Grant(world, boss, buyer)).IsOk);
        Assert.True((await Grant(world, boss, buyer)).IsOk);
        Assert.Equal("capability.staff", (await SwitchOn(world, await world.SignedIn(buyer), Capability.Artist, Artist)).Error?.Code);
        Assert.Equal("staff.last", (await world.Get<TakeStaffRole>().Run(new(boss.UserId, StaffRole.Superadmin), boss, default)).Error?.Code);
    }

    [Fact]
    public async Task Selling_and_a_role_at_the_same_moment_never_both_win()
    {
        await using var world = await People.NewWorld();
        var boss = await world.SignedIn(await world.Staff("boss@example.com", StaffRole.Superadmin), true);
        for (var round = 0; round < 5; round++)
        {
            var user = await world.Person($"p{round}@example.com");
            var actor = await world.SignedIn(user);
            var selling = SwitchOn(world, actor, Capability.Artist, Artist);
            var role = Grant(world, boss, user);
            await Task.WhenAll(selling, role);
            Assert.NotEqual((await selling).IsOk, (await role).IsOk);
        }
    }

    [Fact]
    public async Task Staff_without_a_second_factor_have_no_staff_rights()
    {
        await using var world = await People.NewWorld();
        var user = await world.Staff("fin@example.com", StaffRole.Finance);
        var plain = await world.SignedIn(user);
        Assert.Contains(StaffRole.Finance, plain.StaffRoles);
        Assert.False(plain.Is(StaffRole.Finance));
        Assert.True((await world.SignedIn(user, hasSecondFactor: true)).Is(StaffRole.Finance));
    }

    [Fact]
    public async Task A_right_taken_on_another_node_is_lost_within_a_minute()
    {
        await using var world = await People.NewWorld();
        var user = await world.Person("ama@example.com", Capability.Artist);
        var session = await world.Session(user);
        Assert.True((await world.Actor(user, session)).Can(Capability.Artist));
        await using (var db = world.Db()) // As another node would: nothing tells this one.
            await db.CapabilityGrants.ExecuteUpdateAsync(set => set.SetProperty(g => g.EndedAt, DateTime.UnixEpoch));
        world.Clock.Advance(ActorCache.Fresh);
        Assert.False((await world.Actor(user, session)).Can(Capability.Artist));
        Assert.True(ActorCache.Fresh + TimeSpan.FromSeconds(30) <= TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Sessions_end_singly_together_and_by_neglect_and_never_those_of_others()
    {
        await using var world = await People.NewWorld();
        var ama = await world.Person("ama@example.com");
        var kofi = await world.Person("kofi@example.com");
        SessionId one = await world.Session(ama), two = await world.Session(ama), his = await world.Session(kofi);
        var actor = await world.Actor(ama, one);

        Assert.Equal("account.unknown", (await world.Get<EndSession>().Run(new(his), actor, default)).Error?.Code);
        Assert.False((await world.Actor(kofi, one)).IsPerson);
        Assert.True((await world.Get<EndSession>().Run(new(two), actor, default)).IsOk);
        Assert.False((await world.Actor(ama, two)).IsPerson);
        Assert.True((await world.Actor(ama, one)).IsPerson);
        Assert.Equal(one, Assert.Single(await world.Get<AccountQueries>().MySessions(actor, default)).Id);

        Assert.True((await world.Get<EndAllSessions>().Run(new(), actor, default)).IsOk);
        Assert.False((await world.Actor(ama, one)).IsPerson);
        Assert.True((await world.Actor(kofi, his)).IsPerson);
        world.Clock.Advance(UserSession.Idle);
        Assert.False((await world.Actor(kofi, his)).IsPerson);
    }

    [Fact]
    public async Task Old_traces_are_forgotten_and_fresh_ones_stay()
    {
        await using var world = await People.NewWorld();
        var user = await world.Person();
        await world.Session(user);
        await world.Get<RememberDevice>().Run(user, null, default);
        Assert.Equal(0, await world.Get<ForgetOldTraces>().Run(default));
        world.Clock.Advance(ForgetOldTraces.DeviceTraces + TimeSpan.FromDays(1));
        Assert.Equal(2, await world.Get<ForgetOldTraces>().Run(default));
    }

    private static Task<Result<CapabilitySwitchedOn>> SwitchOn(World world, Actor actor, Capability capability, Dictionary<string, string> answers) =>
        world.Get<SwitchOnCapability>().Run(new(capability, answers), actor, default);

    private static Task<Result<Done>> Grant(World world, Actor by, UserId to) =>
        world.Get<GrantStaffRole>().Run(new(to, StaffRole.Moderator), by, default);
}
