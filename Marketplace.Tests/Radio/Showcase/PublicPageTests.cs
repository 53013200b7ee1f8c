using System.Net;
using System.Text.Json;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Kernel;
using Marketplace.Tests.EndToEnd;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Radio.Showcase;

/// <summary>What everybody reads about artists and stations, and what nobody may read there.</summary>
public sealed class PublicPageTests
{
    private static readonly string[] Public = ["/artists", "/artists/ama", "/stations", "/stations/coast-fm", "/", "/on-air", "/sitemap.xml"];

    [Fact]
    public async Task Guests_read_what_is_public_and_nothing_private_is_there()
    {
        await using var host = WebHost.New();
        await host.Showcase();
        using var guest = host.Guest();
        foreach (var path in Public)
        {
            var text = await guest.GetStringAsync(path);
            foreach (var secret in new[] { "example.test", "₵", "secret-address", "/media/track", "/evidence/", "pesewa" })
                Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase) && !(path == "/" && secret is "₵" or "pesewa"), $"{secret} stands on {path}");
        }
        var artist = await guest.Open("/artists/ama");
        Assert.Equal("Harbour <lights>", artist.QuerySelector(".songs strong")!.TextContent);
        Assert.Contains("heard 2 times on one station", artist.QuerySelector(".page-head")!.TextContent);
        Assert.Equal("Coast FM", artist.QuerySelector("table a[href='/stations/coast-fm']")!.TextContent);
        var station = await guest.Open("/stations/coast-fm");
        Assert.Contains("Harbour <lights>", station.QuerySelector("#now")!.ParentElement!.TextContent);
        // The play that waits for a person is nobody's business yet.
        Assert.Equal(2, station.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task Search_engines_are_told_what_a_page_is_about_and_where_all_of_them_are()
    {
        await using var host = WebHost.New();
        await host.Showcase();
        using var guest = host.Guest();
        var page = await guest.Open("/artists/ama");
        using var data = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Equal("MusicGroup", data.RootElement.GetProperty("@type").GetString());
        Assert.Equal("Harbour <lights>", data.RootElement.GetProperty("track")[0].GetProperty("name").GetString());
        Assert.StartsWith("http://localhost/media/cover/", page.QuerySelector("meta[property='og:image']")!.GetAttribute("content"));
        Assert.Equal("http://localhost/artists/ama", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        var map = await guest.GetStringAsync("/sitemap.xml");
        foreach (var path in new[] { "/artists", "/artists/ama", "/stations", "/stations/coast-fm" })
            Assert.Contains($"<loc>http://localhost{path}</loc>", map);
    }

    [Fact]
    public async Task Public_pages_are_kept_and_a_guest_gets_no_sound()
    {
        await using var host = WebHost.New();
        await host.Showcase();
        using var guest = host.Guest();
        foreach (var path in new[] { "/artists/ama", "/stations/coast-fm" })
        {
            using var first = await guest.GetAsync(path);
            using var second = await guest.GetAsync(path);
            Assert.False(first.Headers.Contains("Set-Cookie"));
            Assert.NotNull(second.Headers.Age);
        }
        await using var db = host.Db();
        var track = db.Tracks.Single().Id;
        Assert.NotEqual(HttpStatusCode.OK, (await guest.GetAsync($"/media/track/{track}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync($"/media/cover/{track}")).StatusCode);
    }

    [Fact]
    public async Task Who_is_closed_or_no_artist_has_no_page()
    {
        await using var host = WebHost.New();
        var (artist, _, _) = await host.Showcase();
        using var guest = host.Guest();
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync("/artists/owner")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync("/stations/none")).StatusCode);
        var closed = await host.Get<ImposeSanction>().Run(
            new(artist, SanctionKind.Ban, "Stolen music", null, Guid.NewGuid()), Actor.System("test"), default);
        Assert.True(closed.IsOk, closed.Error?.Code);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync("/artists/ama")).StatusCode);
        Assert.DoesNotContain("/artists/ama", await guest.GetStringAsync("/stations/coast-fm"));
    }
}
