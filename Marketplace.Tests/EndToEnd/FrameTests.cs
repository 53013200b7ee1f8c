using Marketplace.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.EndToEnd;

[Trait("Suite", "Browser")]
public sealed class FrameTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("fees")]
    [InlineData("费用")]
    public async Task The_palette_works_by_keyboard_in_both_languages(string typed)
    {
        var page = await Browser.NewPage(site.Host.Address);
        await using var _ = page.Context;
        await page.GotoAsync("/help", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#palette li").First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync(typed);
        await Expect(page.Locator("#palette li")).ToHaveCountAsync(1);
        await Expect(page.Locator("#palette input")).ToHaveAttributeAsync("aria-activedescendant", "palette-0");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Uri(site.Host.Address, "/pricing").ToString());
        await Expect(page.Locator("h1")).ToHaveTextAsync("Fees");
    }

    [Fact]
    public async Task The_menu_opens_by_keyboard_changes_the_look_and_comes_back()
    {
        var page = await Browser.NewPage(site.Host.Address);
        await using var _ = page.Context;
        await page.GotoAsync("/help", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await page.Locator("[data-menu]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".menu")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".menu")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-menu]")).ToBeFocusedAsync();
        await page.Locator("[data-menu]").ClickAsync();
        await page.Locator(".menu button[value=dark]").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page).ToHaveURLAsync(new Uri(site.Host.Address, "/help").ToString());
    }

    [Fact]
    public async Task The_first_tab_stop_skips_to_the_page()
    {
        var page = await Browser.NewPage(site.Host.Address);
        await using var _ = page.Context;
        await page.GotoAsync("/pages", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        // Opening a page puts the focus on its heading; begin again at the very top.
        await page.EvaluateAsync("document.body.tabIndex = -1; document.body.focus()");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("components-reconnect-failed")]
    [InlineData("components-reconnect-rejected")]
    public async Task A_page_whose_line_is_lost_for_good_opens_again_at_the_same_place(string given)
    {
        var page = await Browser.NewPage(site.Host.Address);
        await using var _ = page.Context;
        await page.GotoAsync("/help?from=line", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await page.EvaluateAsync("window.before = true");
        var again = page.WaitForRequestAsync(request => request.IsNavigationRequest);
        await page.EvaluateAsync("name => document.getElementById('components-reconnect-modal').classList.add(name)", given);
        await again;
        await page.WaitForFunctionAsync("() => window.before === undefined && document.readyState === 'complete'");
        Assert.Equal("/help?from=line", new Uri(page.Url).PathAndQuery);
    }
}
