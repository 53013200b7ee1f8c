using System.Globalization;
using Marketplace.Web.Shell;
using Marketplace.Web.Ui;

namespace Marketplace.Tests.Ui;

public sealed class TimeFormatTests : IDisposable
{
    private static readonly DateTime Moment = new(2026, 11, 21, 23, 30, 5, DateTimeKind.Utc);
    private readonly (CultureInfo Culture, CultureInfo Ui) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    [Fact]
    public void A_moment_is_read_in_its_zone_and_language()
    {
        Speak("en");
        Assert.Equal("Sat 21 Nov 2026", Moment.In(TimeFormat.Zone("Africa/Accra")).Day());
        Assert.Equal("Sun 22 Nov 2026", Moment.In(TimeFormat.Zone("Asia/Shanghai")).Day());
        Speak("zh-Hans");
        Assert.Equal("2026年11月22日周日", Moment.In(TimeFormat.Zone("Asia/Shanghai")).Day());
        Assert.Equal("2026年11月", Moment.Month());
    }

    [Fact]
    public void An_unknown_zone_reads_as_the_default() =>
        Assert.Equal(TimeFormat.Zone(TimeFormat.DefaultZone), TimeFormat.Zone("Nowhere/Land"));

    [Theory]
    [InlineData(-20, "just now")]
    [InlineData(-125, "2 min ago")]
    [InlineData(7300, "in 2 h")]
    [InlineData(-200_000, "2 d ago")]
    public void Distances_use_the_largest_unit_that_says_enough(int seconds, string words)
    {
        Speak("en");
        Assert.Equal(words, TimeFormat.Distance(TimeSpan.FromSeconds(seconds), new Texts()));
    }

    [Theory]
    [InlineData(203, "3:23")]
    [InlineData(3_725, "1:02:05")]
    public void Lengths_read_like_a_player(int seconds, string shown) => Assert.Equal(shown, TimeSpan.FromSeconds(seconds).Length());

    private static void Speak(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
}
