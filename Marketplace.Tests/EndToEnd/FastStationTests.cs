using System.Globalization;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Audio;
using Marketplace.Tests.Kit;
using Microsoft.Playwright;

namespace Marketplace.Tests.EndToEnd;

/// <summary>A real icecast2 that plays three per cent too fast and talks over the intro: the artist reads the play in a browser, to the second.</summary>
[Trait("Category", "RealTime")]
public sealed class FastStationTests
{
    private const string Title = "Harmattan Express";
    private const double Lead = 12, Heard = 40, Tail = 45;

    [Fact]
    public async Task An_artist_reads_the_play_of_a_fast_station_with_an_announcer_to_the_second()
    {
        await using var host = WebHost.ForBrowsers(null, ("Radio:AllowPrivateStreams", "true"));
        await host.Person("ama@example.test", Capability.Artist);
        var station = await host.Station(await host.Person("owner@example.test", Capability.Station), "Fast FM");
        var song = SongComposer.Compose(3);
        var programme = await OnAir(host.Folder, song);
        var page = await Browser.NewPage(host.Address);
        await using var _ = page.Context;
        await page.SignIn("ama@example.test");
        await page.HandsIn(await Upload(host.Folder, song), Title);
        await page.Open("/artist/plays");
        await page.Mark();

        await using var icecast = new Icecast();
        await icecast.Start();
        var onAirSince = await icecast.Feed(programme);
        await host.GoesOnAir(station, icecast.Stream);
        var row = page.Locator("table.cards tbody tr").Filter(new() { HasText = Title });
        await row.Appears();
        using (var clock = new PeriodicTimer(TimeSpan.FromSeconds(Lead + Heard + Tail) - (DateTime.UtcNow - onAirSince))) await clock.WaitForNextTickAsync();

        await page.IsStillMarked();
        Assert.Equal(1, await row.CountAsync());
        Assert.Contains("Confirmed", await row.InnerTextAsync(), StringComparison.Ordinal);
        await IsToTheSecond(row, onAirSince);
        await InBothWidths(page, "fast-plays");

        await row.GetByRole(AriaRole.Link, new() { Name = Title }).ClickAsync();
        await page.WaitForURLAsync("**/plays/*");
        await page.BothSoundsPlay();
        await IsToTheSecond(page.Locator(".tile").First, onAirSince);
        await page.Locator(".proof-picture img").ScrollIntoViewIfNeededAsync();
        await Steps.Until(async () => await page.EvaluateAsync<int>("document.querySelector('.proof-picture img').naturalWidth") > 400, "the picture of the evidence");
        Assert.Contains("1.03", await page.Locator("table.cards tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
        await InBothWidths(page, "fast-proof");
    }

    // Three per cent too fast, with an announcer over the first six seconds, between talk.
    private static async Task<string> OnAir(string folder, Song song)
    {
        const int Rate = Programme.Rate;
        var fast = SoundKit.AtSpeed(song.Render(Rate), 1.03)[..(int)(Heard * Rate)];
        var announcer = TalkSynth.Render(6, 4, Rate);
        for (var i = 0; i < announcer.Length; i++) fast[i] = fast[i] * 0.5f + announcer[i];
        var sound = SoundKit.Join(TalkSynth.Render(Lead, 1, Rate), fast, TalkSynth.Render(Tail, 2, Rate));
        var path = Path.Combine(folder, "fast.mp3");
        await File.WriteAllBytesAsync(path, await AudioEncoder.Encode(sound, Rate, AudioEncoding.Mp3, default));
        return path;
    }

    private static async Task<string> Upload(string folder, Song song)
    {
        var path = Path.Combine(folder, "express.flac");
        await File.WriteAllBytesAsync(path + ".wav", Pcm.ToWav(song.Render(Programme.Rate), Programme.Rate));
        await SoundKit.Ffmpeg("-i", path + ".wav", "-ar", "44100", path);
        return path;
    }

    // The times as people read them: a day, then start and end in the station's zone, which is UTC.
    private static async Task IsToTheSecond(ILocator where, DateTime onAirSince)
    {
        var read = await where.Locator("time").AllInnerTextsAsync();
        var clocks = read.Where(t => t.Count(c => c == ':') == 2).Select(t => TimeSpan.Parse(t, CultureInfo.InvariantCulture)).ToList();
        Assert.True(clocks.Count >= 2, string.Join(" | ", read));
        var (start, seconds) = ((clocks[0] - onAirSince.TimeOfDay).TotalSeconds, (clocks[1] - clocks[0]).TotalSeconds);
        Assert.True(Math.Abs(start - Lead) <= 1.5 && Math.Abs(seconds - Heard) <= 2, $"on air since {onAirSince:HH:mm:ss.f}: {string.Join(" | ", read)}");
    }

    private static async Task InBothWidths(IPage page, string name)
    {
        await page.Picture(name);
        await page.SetViewportSizeAsync(360, 800);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), name + " is wider than a phone");
        await page.Picture(name + "-phone");
        await page.SetViewportSizeAsync(1280, 900);
    }
}
