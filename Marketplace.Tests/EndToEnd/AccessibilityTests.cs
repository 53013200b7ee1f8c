using Deque.AxeCore.Playwright;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.EndToEnd;

[Trait("Suite", "Browser")]
public sealed class AccessibilityTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Pages =
        ["/", "/help", "/pricing", "/legal/privacy", "/legal/terms", "/pages", "/preferences", "/sign-in", "/no-such-page", "/error", "/access-denied"];

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
        foreach (var path in Pages)
        {
            await page.GotoAsync($"{path}?lang={language}");
            var seen = await page.RunAxe();
            barriers.AddRange(seen.Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{path}: {v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{path} is wider than {width}.");
        }
        Assert.True(barriers.Count == 0, string.Join('\n', barriers));
    }
}
