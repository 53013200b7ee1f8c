using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>On a poor line the page is there before its circuit; what is typed in between is not lost.</summary>
[Trait("Category", "Browser")]
public sealed class TypedEarlyTests
{
    [Fact]
    public async Task What_was_typed_before_the_circuit_came_is_in_the_live_page_and_known_to_the_server()
    {
        await using var host = WebHost.ForBrowsers();
        await host.Person("ama@example.test", Capability.Artist);
        var page = await Browser.NewPage(host.Address);
        await using var _ = page.Context;
        await page.SignIn("ama@example.test");
        var line = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await line.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/artist/tracks/new");
        await page.Locator("#title").PressSequentiallyAsync("Sea never dry");
        Assert.True(await page.Locator("#audio").IsDisabledAsync()); // Not alive yet.
        line.SetResult();

        await Expect(page.Locator("#audio")).ToBeEnabledAsync();
        await Expect(page.Locator("#title")).ToHaveValueAsync("Sea never dry");
        await Expect(page.Locator("#title")).ToBeFocusedAsync();
        await page.GetByText("Draft kept").Appears();
    }
}
