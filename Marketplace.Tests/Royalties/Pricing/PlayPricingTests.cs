using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Pricing;

namespace Marketplace.Tests.Royalties.Pricing;

public class PlayPricingTests
{
    private static readonly TimeZoneInfo Accra = TimeZoneInfo.FindSystemTimeZoneById("Africa/Accra");
    private static readonly DateTime July = new(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly RateRule First =
        new("base", 1, PricingMethod.RatePerSecond, 0.005m, RuleScope.Global, July.AddYears(-1), July);
    private static readonly RateRule Second = First with { Version = 2, Amount = 0.006m, From = July, To = null };
    private static readonly RuleBook Book = RuleBook.Of([First, Second]).Value;

    [Theory] // Worked example X7.
    [InlineData("2026-06-30 23:58:30", 210, 205, UsageClass.Feature, 205, "1.383750", 1, "evening", 6)]
    [InlineData("2026-07-01 00:00:00", 205, 205, UsageClass.Feature, 205, "1.107000", 2, "overnight", 7)]
    [InlineData("2026-07-01 09:59:59", 180, 205, UsageClass.Feature, 180, "2.430000", 2, "morning", 7)]
    [InlineData("2026-07-01 10:00:00", 180, 205, UsageClass.Feature, 180, "1.620000", 2, "midday", 7)]
    [InlineData("2026-07-01 12:00:00", 29, 205, UsageClass.Feature, null, "0.000000", 2, "midday", 7)]
    [InlineData("2026-07-01 12:30:00", 30, 205, UsageClass.Background, 30, "0.081000", 2, "midday", 7)]
    [InlineData("2026-07-01 17:00:00", 700, 720, UsageClass.Feature, 600, "6.750000", 2, "drive", 7)]
    public void A_play_is_priced_by_the_rule_and_the_hour_of_its_start(
        string start, int audible, int length, UsageClass usage, int? chargeable, string amount, int version, string daypart,
        int month)
    {
        var price = Price(start, audible, length, usage);
        Assert.Equal(chargeable, (int?)price.ChargeableSeconds);
        Assert.Equal(amount, price.Amount.ToString("F6", CultureInfo.InvariantCulture));
        Assert.Equal((version, daypart, month), (price.RuleVersion, price.DaypartCode, price.Month.Month));
        Assert.Equal(chargeable is not null, price.IsPriced);
    }

    [Fact] // Worked example X7, the lines.
    public void A_line_is_rounded_once_and_not_per_play()
    {
        decimal[] july =
        [
            Price("2026-07-01 00:00:00", 205).Amount, Price("2026-07-01 09:59:59", 180).Amount,
            Price("2026-07-01 10:00:00", 180).Amount, Price("2026-07-01 12:00:00", 29).Amount,
            Price("2026-07-01 12:30:00", 30, usage: UsageClass.Background).Amount,
            Price("2026-07-01 17:00:00", 700, 720).Amount,
        ];
        Assert.Equal(11.988000m, july.Sum());
        Assert.Equal(1199, LineMath.Gross(july, Asset.Ghs).Minor);
        Assert.Equal(138, LineMath.Gross([Price("2026-06-30 23:58:30", 210).Amount], Asset.Ghs).Minor);

        var community = Price("2026-07-02 02:00:00", 31, tier: StationTier.COM).Amount;
        Assert.Equal(0.044640m, community);
        Assert.Equal(13, LineMath.Gross([community, community, community], Asset.Ghs).Minor);
        Assert.Equal(134, LineMath.Gross(Enumerable.Repeat(0.0446m, 30), Asset.Ghs).Minor);
    }

    [Fact]
    public void The_hour_and_the_month_are_those_of_the_station()
    {
        var shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var price = PlayPricing.Price(Play("2026-06-30 23:30:00", 60), First, shanghai).Value;
        Assert.Equal(("morning", new DateOnly(2026, 7, 1)), (price.DaypartCode, price.Month));
    }

    [Theory]
    [InlineData(0.10, null, 5.0, UsageClass.Feature, 60, 0.15)]
    [InlineData(0.10, 0.20, null, UsageClass.Feature, 60, 0.20)] // Floor
    [InlineData(9.00, null, 5.0, UsageClass.Feature, 60, 5.00)] // Cap
    [InlineData(9.00, 6.0, 5.0, UsageClass.Feature, 60, 6.00)] // Cap first, then floor
    [InlineData(9.00, 6.0, 5.0, UsageClass.Feature, 29, 0)] // Too short, floor or not
    [InlineData(9.00, 6.0, 5.0, UsageClass.Advert, 60, 0)] // No weight, floor or not
    public void A_price_per_play_is_capped_and_then_floored(
        double amount, double? floor, double? cap, UsageClass usage, int audible, double expected)
    {
        var rule = Second with
        {
            Method = PricingMethod.PerPlay,
            Amount = (decimal)amount,
            PerPlayFloor = (decimal?)floor,
            PerPlayCap = (decimal?)cap,
        };
        var play = Play("2026-07-01 12:00:00", audible, usage: usage);
        Assert.Equal((decimal)expected, PlayPricing.Price(play, rule, Accra).Value.Amount);
    }

    [Fact]
    public void A_rule_without_a_weight_for_the_play_refuses_it() => Assert.Equal(
        "rule.weight", PlayPricing.Price(Play("2026-07-01 12:00:00", 60) with { Territory = "NG" }, Second, Accra).Error!.Code);

    [Fact]
    public void The_most_specific_rule_in_force_wins()
    {
        var play = Play("2026-07-01 12:00:00", 60);
        RuleScope[] scopes =
        [
            RuleScope.Global, RuleScope.ForTerritory("GH"), RuleScope.ForTier(StationTier.A), RuleScope.ForStation(play.StationId),
            RuleScope.For(play.RecordingId, play.StationId),
        ];
        for (var count = 1; count <= scopes.Length; count++)
        {
            var rules = scopes.Take(count).Reverse().Select(scope => Second with { Id = scope.Kind.ToString(), Scope = scope });
            Assert.Equal(scopes[count - 1], RuleBook.Of([.. rules]).Value.Choose(play).Value.Scope);
        }
        Assert.Equal("rule.none", Book.Choose(play with { StartUtc = July.AddYears(-2) }).Error!.Code);
        var elsewhere = RuleBook.Of([Second with { Scope = RuleScope.ForStation(Guid.NewGuid()) }]).Value;
        Assert.Equal("rule.none", elsewhere.Choose(play).Error!.Code);
    }

    [Fact]
    public void Two_rules_for_the_same_plays_never_overlap_in_time()
    {
        Assert.Equal("rule.overlap", RuleBook.Of([First, Second with { From = July.AddSeconds(-1) }]).Error!.Code);
        Assert.True(RuleBook.Of([First, Second]).IsOk);
        Assert.True(RuleBook.Of([Second, Second with { Scope = RuleScope.ForTier(StationTier.A) }]).IsOk);
        var adverts = Second with { UsageWeights = new Dictionary<UsageClass, decimal> { [UsageClass.Advert] = 1 } };
        var rest = Second with { UsageWeights = new Dictionary<UsageClass, decimal> { [UsageClass.Feature] = 1 } };
        Assert.True(RuleBook.Of([adverts, rest]).IsOk);
        Assert.Equal("rule.dates", RuleBook.Of([First with { To = First.From }]).Error!.Code);
        Assert.Equal("rule.amount", RuleBook.Of([First with { Amount = -1 }]).Error!.Code);
        var both = RuleBook.Of([Second, Second with { Id = "flat", Method = PricingMethod.PerPlay }]).Value;
        Assert.Equal("rule.ambiguous", both.Choose(Play("2026-07-01 12:00:00", 60)).Error!.Code);
    }

    [Fact]
    public void Dayparts_make_one_whole_day()
    {
        Assert.Throws<ArgumentException>(() => new Dayparts(new Daypart("a", 0, 12, 1), new Daypart("b", 13, 24, 1)));
        Assert.Throws<ArgumentException>(() => new Dayparts(new Daypart("a", 0, 23, 1)));
    }

    private static PricedPlay Play(
        string start, int audible, int length = 205, UsageClass usage = UsageClass.Feature, StationTier tier = StationTier.A) => new(
        new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]), tier, "GH",
        DateTime.SpecifyKind(DateTime.Parse(start, CultureInfo.InvariantCulture), DateTimeKind.Utc), audible, length, usage);

    private static PlayPrice Price(
        string start, int audible, int length = 205, UsageClass usage = UsageClass.Feature, StationTier tier = StationTier.A)
    {
        var play = Play(start, audible, length, usage, tier);
        return PlayPricing.Price(play, Book.Choose(play).Value, Accra).Value;
    }
}
