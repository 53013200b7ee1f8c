using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Audio;
using Marketplace.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>An artist hands in a song in a browser, a real icecast2 plays it, and the artist sees and hears that.</summary>
[Trait("Category", "Browser")]
public sealed class ArtistDayTests
{
    private const string Title = "Lights of Jamestown";

    // What a player knows about a sound once its head has arrived.
    private const string Length = """
        address => new Promise((heard, failed) => {
          const sound = new Audio(address);
          sound.preload = 'auto';
          sound.oncanplay = () => heard(sound.readyState >= 2 ? sound.duration : 0);
          sound.onerror = () => failed(new Error(`${address}: ${sound.error?.message}`));
        })
        """;

    [Fact]
    public async Task An_artist_uploads_a_song_and_sees_and_hears_its_play()
    {
        await using var host = WebHost.ForBrowsers(null, ("Radio:AllowPrivateStreams", "true"));
        await host.Person("ama@example.test", Capability.Artist);
        var station = await host.Station(await host.Person("owner@example.test", Capability.Station), "Osu FM");
        var song = SongComposer.Compose(41).Render(Programme.Rate);
        var (file, onAir) = (Path.Combine(host.Folder, "jamestown.flac"), Path.Combine(host.Folder, "on-air.mp3"));
        await File.WriteAllBytesAsync(onAir, await AudioEncoder.Encode(song, Programme.Rate, AudioEncoding.Mp3, default));
        await File.WriteAllBytesAsync(file + ".wav", Pcm.ToWav(song, Programme.Rate));
        await SoundKit.Ffmpeg("-i", file + ".wav", "-ar", "44100", file);
        await using var icecast = new Icecast();
        await icecast.Start();
        await icecast.Feed(onAir, forever: true);
        var page = await Browser.NewPage(host.Address);
        await using var _ = page.Context;
        await page.SignIn("ama@example.test");

        await HandsIn(page, file);
        await page.Locator(".chip.ok").GetByText("Listening for it").Appears();
        await page.Picture("artist-track");

        await page.Open("/artist");
        await Expect(page.GetByText("No play was heard yet")).ToBeVisibleAsync();
        await page.Mark();
        await host.GoesOnAir(station, icecast.Stream);
        await page.Locator("section[aria-label='On air now']").GetByText(Title).Appears();
        await page.IsStillMarked();
        await page.Picture("artist-home");

        await page.Locator("table.cards").GetByRole(AriaRole.Link, new() { Name = Title }).ClickAsync();
        await page.WaitForURLAsync("**/plays/*");
        foreach (var name in (string[])["What was on air", "The recording at the same position"])
        {
            var button = page.GetByRole(AriaRole.Button, new() { Name = name });
            await Expect(button).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<double>(Length, await button.GetAttributeAsync("data-sound")) > 5, name);
            await button.ClickAsync();
            await Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
            Assert.Null(await button.GetAttributeAsync("data-broken"));
        }
        await page.Picture("artist-proof");
    }

    private static async Task HandsIn(IPage page, string file)
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
        await Expect(page.Locator("#title")).ToHaveValueAsync("jamestown");
        await page.Locator("#title").FillAsync(Title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in and listen for it" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/artist/tracks/", StringComparison.Ordinal) && !url.EndsWith("/new", StringComparison.Ordinal));
    }

    private static Task Throttle(ICDPSession wire, int bytesPerSecond) => wire.SendAsync("Network.emulateNetworkConditions", new()
    {
        ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond,
    });
}
