using Deque.AxeCore.Playwright;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.EndToEnd;

[Trait("Suite", "Browser")]
public sealed class AccessibilityTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Pages =
        [
            "/", "/help", "/pricing", "/legal/privacy", "/legal/terms", "/pages", "/preferences", "/sign-in", "/no-such-page", "/error", "/access-denied",
            "/artists", "/stations", "/artists/ama", "/stations/coast-fm", "/artists?q=nobody"];

    private static readonly (string Email, StaffRole Role, string[] Pages)[] Desks =
    [
        ("esi@example.test", StaffRole.Superadmin, ["/admin/people", "/admin/people/{0}", "/support/people/{0}"]),
        ("nii@example.test", StaffRole.Support, ["/support", "/support?q=am", "/support/people/{0}", "/support/stations/{1}"]),
        ("adjoa@example.test", StaffRole.Moderator, ["/moderation", "/moderation/claims", "/moderation/unknown", "/moderation/plays/{2}"]),
    ];

    [Theory]
    [InlineData("en", false, 1280)]
    [InlineData("en", true, 360)]
    [InlineData("zh-Hans", true, 1280)]
    [InlineData("zh-Hans", false, 360)]
    public async Task No_public_page_has_a_serious_barrier(string language, bool isDark, int width)
    {
        var page = await Browser.NewPage(site.Host.Address, width, 800, language, isDark);
        await using var _ = page.Context;
        List<string> barriers = [];
        await site.Host.Showcase();
        foreach (var path in Pages)
        {
            await page.GotoAsync($"{path}{(path.Contains('?') ? '&' : '?')}lang={language}");
            var seen = await page.RunAxe();
            barriers.AddRange(seen.Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{path}: {v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{path} is wider than {width}.");
        }
        Assert.True(barriers.Count == 0, string.Join('\n', barriers));
    }

    [Theory]
    [InlineData(true, 360)]
    [InlineData(false, 1280)]
    public async Task No_page_of_staff_has_a_serious_barrier(bool isDark, int width)
    {
        var (artist, station, play) = await site.Host.Showcase();
        List<string> barriers = [];
        foreach (var (email, role, pages) in Desks)
        {
            await site.Host.StaffMember(email, role);
            var page = await Browser.NewPage(site.Host.Address, width, 800, isDark: isDark);
            await using var _ = page.Context;
            await page.SignIn(email, code: () => site.Host.NextCode(email));
            foreach (var path in pages.Select(p => string.Format(System.Globalization.CultureInfo.InvariantCulture, p, artist, station, play)))
            {
                await page.GotoAsync(path);
                await page.Locator(".skeleton").First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
                var seen = await page.RunAxe();
                barriers.AddRange(seen.Violations.Where(v => v.Impact is "serious" or "critical")
                    .Select(v => $"{path}: {v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
                Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{path} is wider than {width}.");
                await page.Picture($"staff-{role}-{pages.ToList().FindIndex(p => path.StartsWith(p.Split('{')[0], StringComparison.Ordinal))}-{width}");
            }
        }
        Assert.True(barriers.Count == 0, string.Join('\n', barriers));
    }
}
