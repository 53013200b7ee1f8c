using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.People;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Accounts;

[Trait("Suite", "UseCases")]
public sealed class PeopleQueriesTests
{
    [Fact]
    public async Task People_are_found_by_name_address_right_and_state()
    {
        await using var world = await People.NewWorld();
        var boss = await world.SignedIn(await world.Staff("boss@example.com", StaffRole.Superadmin), true);
        await world.Person("ama.sika@example.com", Capability.Artist);
        var kofi = await world.Person("kofi@other.example", Capability.Station);
        await world.Get<ImposeSanction>().Run(new(kofi, SanctionKind.Suspension, "Late", null, Guid.NewGuid()), boss, default);

        Assert.Equal(["ama.sika"], await Names(world, boss, new("SIKA", null, null, null, 0, 10)));
        Assert.Equal(["kofi"], await Names(world, boss, new("other.example", null, null, null, 0, 10)));
        Assert.Equal(["ama.sika"], await Names(world, boss, new("", Capability.Artist, null, null, 0, 10)));
        Assert.Equal(["boss"], await Names(world, boss, new("", null, StaffRole.Superadmin, null, 0, 10)));
        Assert.Equal(["kofi"], await Names(world, boss, new("", null, null, PersonState.Suspended, 0, 10)));
        Assert.Empty(await Names(world, boss, new("", null, null, PersonState.Banned, 0, 10)));
        var page = await world.Get<PeopleQueries>().Find(boss, new("", null, null, null, 1, 1), default);
        Assert.Equal((1, 3), (page.Items.Count, page.Total));
    }

    [Fact]
    public async Task Only_support_and_superadmins_see_people_and_only_superadmins_their_traces()
    {
        await using var world = await People.NewWorld();
        var boss = await world.SignedIn(await world.Staff("boss@example.com", StaffRole.Superadmin), true);
        var support = await world.SignedIn(await world.Staff("support@example.com", StaffRole.Support), true);
        var withoutFactor = await world.SignedIn(support.UserId);
        var finance = await world.SignedIn(await world.Staff("fin@example.com", StaffRole.Finance), true);
        var user = await world.Person();
        await world.Session(user);
        var people = world.Get<PeopleQueries>();
        foreach (var stranger in new[] { Actor.Guest, await world.SignedIn(user), finance, withoutFactor })
        {
            Assert.Equal(0, (await people.Find(stranger, new("", null, null, null, 0, 10), default)).Total);
            Assert.Null(await people.One(stranger, user, default));
        }
        Assert.NotEmpty((await people.One(support, user, default))!.Sessions);
        Assert.Empty(await people.Traces(support, user, default));
        Assert.Contains(await people.Traces(boss, user, default), t => t.Action == "StartSession");
    }

    [Fact]
    public async Task The_page_knows_why_a_role_cannot_be_given()
    {
        await using var world = await People.NewWorld();
        var boss = await world.SignedIn(await world.Staff("boss@example.com", StaffRole.Superadmin), true);
        var seller = (await world.Get<PeopleQueries>().One(boss, await world.Person("s@example.com", Capability.Artist, Capability.Fan), default))!;
        Assert.Equal([Capability.Artist], seller.Sells);
        Assert.False(seller.HasSecondFactor);
        var own = (await world.Get<PeopleQueries>().One(boss, boss.UserId, default))!;
        Assert.True(own.HasSecondFactor);
        Assert.Equal(StaffRole.Superadmin, Assert.Single(own.Roles).Role);
    }

    [Fact]
    public async Task In_public_stand_only_open_and_proved_accounts()
    {
        await using var world = await People.NewWorld();
        var boss = await world.SignedIn(await world.Staff("boss@example.com", StaffRole.Superadmin), true);
        await world.Person("ama@example.com", Capability.Artist);
        var kofi = await world.Person("kofi@example.com", Capability.Artist);
        await world.Person("fan@example.com", Capability.Fan);
        var people = world.Get<PublicPeople>();
        Assert.Equal(["ama", "kofi"], (await people.With(Capability.Artist, "", 0, 10, default)).Items.Select(p => p.DisplayName));
        Assert.Equal(["kofi"], (await people.With(Capability.Artist, "OF", 0, 10, default)).Items.Select(p => p.DisplayName));
        await world.Get<ImposeSanction>().Run(new(kofi, SanctionKind.Ban, "Stolen music", null, Guid.NewGuid()), boss, default);
        Assert.Equal(["ama"], await people.Slugs(Capability.Artist, 10, default));
        Assert.Empty(await people.SlugsOf([kofi], Capability.Artist, default));
    }

    private static async Task<IEnumerable<string>> Names(World world, Actor actor, PeopleFilter filter) =>
        (await world.Get<PeopleQueries>().Find(actor, filter, default)).Items.Select(p => p.Name);
}
