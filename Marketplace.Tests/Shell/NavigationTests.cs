using Marketplace.Core.Kernel;
using Marketplace.Web.Shell;

namespace Marketplace.Tests.Shell;

public sealed class NavigationTests
{
    private static readonly NavEntry[] Entries =
    [
        new("/help", "Help", "help", Groups.About),
        new("/artist", "Home", "home", Groups.Artist, Policies.Artist) { IsTab = true },
        new("/artist/tracks", "Tracks", "music", Groups.Artist, Policies.Artist) { IsTab = true },
        new("/artist/tracks/new", "Upload a track", "upload", Groups.Artist, Policies.Artist) { IsHidden = true },
        new("/finance", "Money desk", "wallet", Groups.Finance, Policies.Finance) { IsTab = true },
        new("/station", "Station", "radio", Groups.Station, Policies.Station) { IsTab = true },
    ];

    private static readonly Actor Artist = new(UserId.New(), "Efua") { Capabilities = new HashSet<Capability> { Capability.Artist, Capability.Station } };

    [Fact]
    public void People_see_what_they_may_open_in_the_order_of_groups()
    {
        Assert.Equal(["/artist", "/artist/tracks", "/artist/tracks/new", "/station", "/help"], new Navigation(Entries).For(Artist).Select(e => e.Path));
        Assert.Equal(["/help"], new Navigation(Entries).For(Actor.Guest).Select(e => e.Path));
    }

    [Fact]
    public void A_role_of_staff_counts_only_with_a_second_factor()
    {
        var clerk = new Actor(UserId.New(), "Ama") { StaffRoles = new HashSet<StaffRole> { StaffRole.Finance } };
        Assert.DoesNotContain(new Navigation(Entries).For(clerk), e => e.Path == "/finance");
        Assert.Contains(new Navigation(Entries).For(clerk with { HasSecondFactor = true }), e => e.Path == "/finance");
    }

    [Theory]
    [InlineData("/artist", "/artist")]
    [InlineData("/artist/tracks/7", "/artist/tracks")]
    [InlineData("/artist/tracks/new", "/artist/tracks")]
    [InlineData("/artistry", null)]
    public void The_current_place_is_the_longest_that_fits(string path, string? entry) =>
        Assert.Equal(entry, Navigation.Current(Entries, path)?.Path);

    [Fact]
    public void The_bottom_of_a_phone_begins_with_the_part_one_is_in()
    {
        var mine = new Navigation(Entries).For(Artist);
        Assert.Equal(["/station", "/artist", "/artist/tracks"], Navigation.BottomTabs(mine, Navigation.Current(mine, "/station")).Select(e => e.Path));
    }

    [Fact]
    public void Everybody_starts_where_their_work_is()
    {
        Assert.Equal("/artist", RoleHome.Of(Artist));
        Assert.Equal("/account/capabilities", RoleHome.Of(new Actor(UserId.New(), "New")));
        foreach (var (role, home) in new[] { (StaffRole.Finance, "/finance"), (StaffRole.Moderator, "/moderation"), (StaffRole.Support, "/support"), (StaffRole.Superadmin, "/admin") })
        {
            var staff = new Actor(UserId.New(), "Ama") { StaffRoles = new HashSet<StaffRole> { role } };
            Assert.Equal("/account/security", RoleHome.Of(staff));
            Assert.Equal(home, RoleHome.Of(staff with { HasSecondFactor = true }));
        }
    }

    [Theory]
    [InlineData("/artist?x=1", "/artist?x=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData(null, "/")]
    public void The_way_back_never_leaves_the_house(string? asked, string answered) => Assert.Equal(answered, Preferences.Local(asked));
}
