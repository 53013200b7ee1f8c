using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.EndToEnd;

/// <summary>The owner watches the lights of a station in a browser while its icecast2 is stopped and comes back.</summary>
[Trait("Category", "RealTime")]
public sealed class StationDayTests
{
    [Fact]
    public async Task The_owner_sees_the_light_go_red_and_green_again_without_loading_the_page()
    {
        await using var host = WebHost.ForBrowsers(null, ("Radio:AllowPrivateStreams", "true"));
        var station = await host.Station(await host.Person("owner@example.test", Capability.Station), "Labadi Radio");
        var sound = Path.Combine(host.Folder, "on-air.mp3");
        await File.WriteAllBytesAsync(sound, await AudioEncoder.Encode(
            SongComposer.Compose(42).Render(Programme.Rate), Programme.Rate, AudioEncoding.Mp3, default));
        await using var icecast = new Icecast();
        var server = await icecast.Start();
        await icecast.Feed(sound, forever: true);
        var page = await Browser.NewPage(host.Address);
        await using var _ = page.Context;
        await page.SignIn("owner@example.test");
        await page.Open("/station");
        var lights = page.GetByRole(Microsoft.Playwright.AriaRole.List, new() { Name = "Health of the station" });
        await lights.Appears();
        await page.Mark();

        await host.GoesOnAir(station, icecast.Stream);
        await lights.Locator(".chip.ok").GetByText("Reachable: yes").Appears();
        await lights.Locator(".chip.ok").GetByText("Music heard: yes").Appears();
        // The time before it had an address is not held against it.
        await page.Locator("[data-health=Live]").Appears();
        await page.Picture("station-green");
        Icecast.Stop(server);
        await lights.Locator(".chip.bad").GetByText("Reachable: no").Appears();
        await page.Picture("station-red");
        await icecast.Start();
        await icecast.Feed(sound, forever: true);
        await lights.Locator(".chip.ok").GetByText("Reachable: yes").Appears();
        await page.IsStillMarked();
        await page.Picture("station-green-again");
    }
}
