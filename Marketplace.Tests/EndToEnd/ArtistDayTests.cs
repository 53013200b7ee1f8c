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

        await page.HandsIn(file, Title);
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
        await page.BothSoundsPlay();
        await page.Picture("artist-proof");
    }
}
