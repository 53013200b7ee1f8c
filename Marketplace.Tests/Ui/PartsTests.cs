using Marketplace.Web.Shell;
using Marketplace.Web.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Marketplace.Tests.Ui;

public sealed class PartsTests
{
    private static readonly IServiceProvider Services = new ServiceCollection()
        .AddSingleton<IStringLocalizer, Texts>().AddSingleton(TimeProvider.System).AddUi().AddLogging().BuildServiceProvider();

    [Fact]
    public async Task A_heat_map_tells_silence_from_not_listening()
    {
        HeatRow[] rows = [new("Coast FM", [0, null, 4]), new("Palm FM", [1, 0, 0])];
        var page = await Rendered.Of<HeatMap>(Services, ("Label", "Plays"), ("Rows", rows), ("Columns", new[] { "00", "01", "02" }));

        Assert.Single(page.QuerySelectorAll("td.gap"));
        Assert.Equal("4", page.QuerySelector("td.l4")!.TextContent);
        Assert.Contains("5 in all; most on Coast FM (4), most often at 02:00–03:00.", page.QuerySelector("figcaption")!.TextContent);
    }

    [Fact]
    public async Task A_button_waits_for_the_connection_only_where_a_press_would_be_lost()
    {
        var words = (RenderFragment)(b => b.AddContent(0, "Calculate"));
        var deaf = await Rendered.Of<ActionButton>(Services, ("ChildContent", words), ("OnClick", EventCallback.Factory.Create(this, () => { })));
        Assert.True(deaf.QuerySelector("button")!.HasAttribute("disabled"));
        // A button of a form is pressed without a connection too.
        var form = await Rendered.Of<ActionButton>(Services, ("ChildContent", words), ("Type", "submit"));
        Assert.False(form.QuerySelector("button")!.HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_field_ties_hint_and_error_to_its_control()
    {
        var page = await Rendered.Of<Field>(Services, ("Label", "Title"), ("For", "title"), ("Error", "Enter a title."),
            ("ChildContent", (RenderFragment)(b => b.AddMarkupContent(0, "<input id='title'>"))));
        Assert.Equal("title", page.QuerySelector("label")!.GetAttribute("for"));
        Assert.Contains("Enter a title.", page.QuerySelector("#title-error")!.TextContent);
        Assert.Equal("title-hint title-error", Field.Describes("title"));
    }

    [Fact]
    public async Task Nothing_in_the_way_is_said_too()
    {
        var page = await Rendered.Of<Blockers>(Services, ("Items", Array.Empty<Blocker>()));
        Assert.Contains("Nothing is in your way.", page.Body!.TextContent);
    }

    [Fact]
    public async Task A_pager_of_links_has_no_way_before_the_first_page()
    {
        var page = await Rendered.Of<Pager>(Services, ("Page", 1), ("Pages", 3), ("LinkTo", (Func<int, string>)(n => $"?page={n}")));
        Assert.Equal(["?page=2"], page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Bars_of_a_wave_stay_inside_their_box_and_their_part()
    {
        var path = WaveShape.Path([0, 255, 128, 64], bars: 4, from: .5);
        Assert.Equal(2, path.Count(c => c == 'M'));
        Assert.DoesNotContain("-", path);
    }

    [Fact]
    public void Every_icon_has_a_shape()
    {
        Assert.All(Icons.Names, name => Assert.StartsWith("<", Icons.Shape(name)));
        Assert.Throws<ArgumentException>(() => Icons.Shape("unicorn"));
    }
}
