using Marketplace.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>The real server is killed and started again under an open page: the page comes back at its place with what was typed.</summary>
[Trait("Category", "Browser")]
public sealed class KilledWhileTypingTests
{
    [Fact]
    public async Task A_page_comes_back_with_its_draft_after_the_server_was_killed()
    {
        await using var world = await World.New(services => services.AddSingleton(TimeProvider.System));
        await world.Artist("ama");
        using var server = new ServerProcess(world);
        await server.Start();
        var page = await Browser.NewPage(server.Address);
        await using var _ = page.Context;
        await page.SignIn("ama@example.test", "a password of no importance");
        await page.GotoAsync("/artist/tracks/new");
        await Expect(page.Locator("#audio")).ToBeEnabledAsync(); // The page is alive.
        await page.Mark();
        await page.Locator("#title").FillAsync("Half a title");
        await page.GetByText("Draft kept").Appears();

        server.Kill();
        await server.Start();
        await page.WaitForFunctionAsync("() => window.marked === undefined && document.readyState === 'complete'", null, new() { Timeout = Steps.Patience });
        Assert.Equal("/artist/tracks/new", new Uri(page.Url).AbsolutePath);
        await Expect(page.Locator("#audio")).ToBeEnabledAsync();
        await Expect(page.Locator("#title")).ToHaveValueAsync("Half a title");
        await page.Picture("draft-restored");
    }
}
