using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Marketplace.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Rights;

/// <summary>One kind of visitor: a browser, and the policies that it passes, written down by hand.</summary>
/// <param name="Name">For the message of a failed test.</param>
/// <param name="Browser">Signed in through the real forms, where it is signed in at all.</param>
/// <param name="IsPerson">Whether the server knows who it is.</param>
/// <param name="Passes">The policies that let it in.</param>
/// <param name="RefusedTo">Where a person is sent who may not open a page.</param>
public sealed record Visitor(string Name, HttpClient Browser, bool IsPerson, IReadOnlySet<string> Passes, string RefusedTo = "/access-denied");

/// <summary>Everybody who may knock at a door.</summary>
public static class Cast
{
    /// <summary>Signs all of them in on this host.</summary>
    public static async Task<IReadOnlyList<Visitor>> Assemble(WebHost host)
    {
        await host.Person("client@x.gh", Capability.Client);
        await host.Person("ama@x.gh", Capability.Artist);
        await host.Person("kofi@x.gh", Capability.Artist);
        await host.Person("owner@x.gh", Capability.Station);
        List<Visitor> all =
        [
            new("guest", host.Guest(), false, new HashSet<string>()),
            await Person("client@x.gh", Policies.Client),
            await Person("ama@x.gh", Policies.Artist),
            await Person("kofi@x.gh", Policies.Artist),
            await Person("owner@x.gh", Policies.Station),
            await Staff("support@x.gh", StaffRole.Support, Policies.Support, Policies.Desk),
            await Staff("finance@x.gh", StaffRole.Finance, Policies.Finance),
            await Staff("moderator@x.gh", StaffRole.Moderator, Policies.Moderator),
            await Staff("boss@x.gh", StaffRole.Superadmin, Policies.Superadmin, Policies.Desk),
        ];
        await host.Get<AccountSeeder>().Person("bare@x.gh", "bare", WebHost.Password, roles: Enum.GetValues<StaffRole>());
        all.Add(new("staff without a second factor", await host.SignedInClient("bare@x.gh"), true,
            new HashSet<string> { Policies.SignedIn }, "/account/security?reason=staff"));
        all.Add(new("expired session", await Expired(host), false, new HashSet<string>()));
        all.Add(new("signed-out cookie", await SignedOut(host), false, new HashSet<string>()));
        all.Add(new("suspended", await Suspended(host), false, new HashSet<string>()));
        return all;

        async Task<Visitor> Person(string email, string policy) =>
            new(email, await host.SignedInClient(email), true, new HashSet<string> { Policies.SignedIn, Policies.NotStaff, policy });

        async Task<Visitor> Staff(string email, StaffRole role, params string[] policies)
        {
            await host.StaffMember(email, role);
            return new(email, await host.SignedInClient(email), true, new HashSet<string>([Policies.SignedIn, Policies.Staff, .. policies]));
        }
    }

    // Away for longer than a session lives.
    private static async Task<HttpClient> Expired(WebHost host)
    {
        var user = await host.Person("away@x.gh", Enum.GetValues<Capability>());
        var browser = await host.SignedInClient("away@x.gh");
        await using (var db = host.Db())
            await db.UserSessions.Where(s => s.UserId == user.Value).ExecuteUpdateAsync(
                set => set.SetProperty(s => s.LastSeenAt, DateTime.UtcNow - UserSession.Idle - TimeSpan.FromMinutes(1)));
        host.Get<ActorCache>().Forget(user);
        return browser;
    }

    // A thief keeps the cookie; its owner has signed out.
    private static async Task<HttpClient> SignedOut(WebHost host)
    {
        await host.Person("left@x.gh", Enum.GetValues<Capability>());
        var browser = host.Guest();
        var answer = await browser.Submit("/sign-in", "sign-in", ("Form.Email", "left@x.gh"), ("Form.Password", WebHost.Password));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal)).Split(';')[0];
        var thief = host.Server.CreateClient();
        thief.BaseAddress = host.Address;
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        using (var before = await thief.GetAsync("/account")) Assert.True(before.IsSuccessStatusCode, "The stolen cookie works at first.");
        var menu = await (await browser.GetAsync("/preferences/menu")).Parse();
        var form = menu.QuerySelector("form[action='/sign-out']")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        using var left = await browser.PostAsync("/sign-out", new FormUrlEncodedContent(fields));
        Assert.True((int)left.StatusCode < 400, "Signing out works.");
        return thief;
    }

    private static async Task<HttpClient> Suspended(WebHost host)
    {
        var user = await host.Person("out@x.gh", Enum.GetValues<Capability>());
        var browser = await host.SignedInClient("out@x.gh");
        var support = new Actor(UserId.New(), "support") { StaffRoles = new HashSet<StaffRole> { StaffRole.Support }, HasSecondFactor = true };
        Assert.True((await host.Get<ImposeSanction>().Run(new(user, SanctionKind.Suspension, "A report", null, Guid.NewGuid()), support, default)).IsOk);
        return browser;
    }
}
