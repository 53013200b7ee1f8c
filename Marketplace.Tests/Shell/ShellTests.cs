using System.Net;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Shell;

public sealed class ShellTests(ShellTests.House house) : IClassFixture<ShellTests.House>
{
    public static TheoryData<string> PublicPages => ["/", "/help", "/pricing", "/legal/privacy", "/legal/terms"];

    [Theory]
    [MemberData(nameof(PublicPages))]
    public async Task Public_pages_are_kept_for_guests_and_set_no_cookie(string path)
    {
        using var guest = house.Browser();
        using var first = await guest.GetAsync(path);
        using var second = await guest.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.False(first.Headers.Contains("Set-Cookie"));
        Assert.NotNull(second.Headers.Age);
        Assert.Contains("rel=\"canonical\"", await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Languages_do_not_mix_in_what_is_kept()
    {
        using var guest = house.Browser();
        Assert.Equal("en", (await guest.Open("/pricing")).DocumentElement.GetAttribute("lang"));
        var chinese = await guest.Open("/pricing?lang=zh-Hans");
        Assert.Equal("zh-Hans", chinese.DocumentElement.GetAttribute("lang"));
        Assert.Equal("费用", chinese.QuerySelector("h1")!.TextContent);
        Assert.Equal("http://localhost/pricing?lang=zh-Hans", chinese.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal(3, chinese.QuerySelectorAll("link[hreflang]").Length);
    }

    [Fact]
    public async Task The_first_byte_knows_the_look_and_a_form_changes_it()
    {
        using var guest = house.Browser();
        Assert.Equal("system", (await guest.Open("/")).DocumentElement.GetAttribute("data-theme"));

        var form = (await guest.Open("/preferences?returnUrl=/help")).QuerySelector("form[action='/preferences/theme']")!;
        using var answer = await guest.PostAsync("/preferences/theme", new FormUrlEncodedContent(form.QuerySelectorAll("input")
            .ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!).Append(new("theme", "dark"))));
        Assert.Equal("/help", answer.Headers.Location!.ToString());
        Assert.Equal("dark", (await guest.Open("/help")).DocumentElement.GetAttribute("data-theme"));
    }

    [Theory]
    [InlineData("/preferences/theme", "theme", "dark")]
    [InlineData("/preferences/language", "language", "zh-Hans")]
    public async Task A_form_without_its_token_changes_nothing(string path, string field, string value)
    {
        using var guest = house.Browser();
        using var answer = await guest.PostAsync(path, new FormUrlEncodedContent([new(field, value)]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_says_so_to_people_and_to_programs()
    {
        using var guest = house.Browser();
        guest.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var page = await guest.GetAsync("/no/such/page");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("There is no such page", (await page.Parse()).QuerySelector("h1")!.TextContent);

        using var bare = await guest.GetAsync("/api/no-such-thing");
        Assert.Equal(HttpStatusCode.NotFound, bare.StatusCode);
        Assert.DoesNotContain("<html", await bare.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_browser_script_is_served()
    {
        using var guest = house.Browser();
        using var answer = await guest.GetAsync("/_framework/blazor.web.js");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 100_000, 400_000);
    }

    [Fact]
    public async Task Search_engines_find_the_public_pages_only()
    {
        using var guest = house.Browser();
        var map = await guest.GetStringAsync("/sitemap.xml");
        Assert.Contains("<loc>http://localhost/pricing</loc>", map);
        Assert.DoesNotContain("/preferences", map);
        Assert.Contains("Sitemap: http://localhost/sitemap.xml", await guest.GetStringAsync("/robots.txt"));
    }

    [Fact]
    public async Task The_palette_lists_only_what_a_guest_may_open()
    {
        using var guest = house.Browser();
        var list = await guest.GetStringAsync("/pages.json");
        Assert.Contains("/help", list);
        Assert.DoesNotContain("\"/artist\"", list);
        Assert.DoesNotContain("/admin", list);
    }

    [Fact]
    public async Task Home_leads_guests_to_the_front_page()
    {
        using var guest = house.Browser();
        using var answer = await guest.GetAsync("/home");
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    public sealed class House : IAsyncDisposable
    {
        private readonly WebHost _host = WebHost.New();

        public HttpClient Browser() => _host.Guest();

        public ValueTask DisposeAsync() => _host.DisposeAsync();
    }
}
