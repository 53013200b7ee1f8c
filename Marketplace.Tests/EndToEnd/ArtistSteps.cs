using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>What an artist does in a browser: hands in a song, looks at a proof.</summary>
internal static class ArtistSteps
{
    // What a player knows about a sound once its head has arrived.
    private const string Length = """
        address => new Promise((heard, failed) => {
          const sound = new Audio(address);
          sound.preload = 'auto';
          sound.oncanplay = () => heard(sound.readyState >= 2 ? sound.duration : 0);
          sound.onerror = () => failed(new Error(`${address}: ${sound.error?.message}`));
        })
        """;

    /// <summary>Uploads a file from the artist's home and hands it in under a title; leaves the browser on the track's page.</summary>
    public static async Task HandsIn(this IPage page, string file, string title)
    {
        await page.Open("/artist");
        await page.GetByRole(AriaRole.Link, new() { Name = "Upload a track" }).First.ClickAsync();
        await page.WaitForURLAsync("**/artist/tracks/new");
        await Expect(page.Locator("#audio")).ToBeEnabledAsync();
        // Slow enough that the bar is seen on its way.
        var wire = await page.Context.NewCDPSessionAsync(page);
        await wire.SendAsync("Network.enable");
        await Throttle(wire, 250_000);
        await page.Locator("#audio").SetInputFilesAsync(file);
        await page.Locator(".upload[data-state=sending] progress:not([value='0'], [value='100'])").WaitForAsync();
        await page.Picture("artist-upload");
        await Throttle(wire, -1);
        await page.Locator(".upload[data-state=complete]").Appears();
        await Expect(page.Locator("#title")).ToHaveValueAsync(Path.GetFileNameWithoutExtension(file));
        await page.Locator("#title").FillAsync(title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in and listen for it" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/artist/tracks/", StringComparison.Ordinal) && !url.EndsWith("/new", StringComparison.Ordinal));
        await page.Locator(".chip.ok").GetByText("Listening for it").Appears();
    }

    /// <summary>The clip and the recording of an open proof are sounds of some length, and their buttons play them.</summary>
    public static async Task BothSoundsPlay(this IPage page)
    {
        foreach (var name in (string[])["What was on air", "The recording at the same position"])
        {
            var button = page.GetByRole(AriaRole.Button, new() { Name = name });
            await Expect(button).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<double>(Length, await button.GetAttributeAsync("data-sound")) > 5, name);
            await button.ClickAsync();
            await Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
            Assert.Null(await button.GetAttributeAsync("data-broken"));
        }
    }

    private static Task Throttle(ICDPSession wire, int bytesPerSecond) => wire.SendAsync("Network.emulateNetworkConditions", new()
    {
        ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond,
    });
}
