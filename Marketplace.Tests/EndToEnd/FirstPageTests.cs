using System.Collections.Concurrent;
using Marketplace.Tests.Kit;
using Microsoft.Playwright;

namespace Marketplace.Tests.EndToEnd;

[Trait("Suite", "Browser")]
public sealed class FirstPageTests(Site site) : IClassFixture<Site>
{
    private const int Bytes = 250 * 1024;
    private const int Requests = 25;

    [Fact]
    public async Task The_first_page_is_light_and_comes_from_this_house_alone()
    {
        var page = await Browser.NewPage(site.Host.Address);
        await using var _ = page.Context;
        ConcurrentQueue<Uri> asked = new();
        var weight = 0d;
        var wire = await page.Context.NewCDPSessionAsync(page);
        await wire.SendAsync("Network.enable");
        wire.Event("Network.requestWillBeSent").OnEvent += (_, e) => asked.Enqueue(new Uri(e!.Value.GetProperty("request").GetProperty("url").GetString()!));
        wire.Event("Network.loadingFinished").OnEvent += (_, e) => weight += e!.Value.GetProperty("encodedDataLength").GetDouble();

        await page.GotoAsync("/", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.All(asked, uri => Assert.Equal(site.Host.Address.Host, uri.Host));
        Assert.InRange(asked.Count, 1, Requests);
        Assert.InRange(weight, 1, Bytes);
    }

    [Fact]
    public async Task Nothing_on_the_first_page_is_refused_by_its_own_rules()
    {
        var page = await Browser.NewPage(site.Host.Address);
        await using var _ = page.Context;
        ConcurrentQueue<string> complaints = new();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Enqueue(message.Text); };
        page.PageError += (_, error) => complaints.Enqueue(error);
        await page.GotoAsync("/", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Empty(complaints);
    }
}
