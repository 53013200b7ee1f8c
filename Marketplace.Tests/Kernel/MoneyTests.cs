using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

public class MoneyTests
{
    [Theory]
    [InlineData("11.988000", 1199)]
    [InlineData("0.005", 1)]
    [InlineData("-0.005", -1)]
    [InlineData("0.0049", 0)]
    [InlineData("0.133920", 13)]
    public void An_exact_amount_is_rounded_once_half_away_from_zero(string units, long minor) =>
        Assert.Equal(minor, Money.RoundHalfAway(decimal.Parse(units, System.Globalization.CultureInfo.InvariantCulture), Asset.Ghs).Minor);

    [Theory]
    [InlineData(252, 1000, 25)]
    [InlineData(460, 1500, 69)]
    [InlineData(-100, 1500, -15)]
    [InlineData(10, 500, 1)]
    public void A_share_in_basis_points_is_rounded_half_away_from_zero(long minor, int basisPoints, long expected) =>
        Assert.Equal(expected, new Money(minor, Asset.Ghs).BasisPoints(basisPoints).Minor);

    [Fact]
    public void Amounts_of_different_assets_never_meet()
    {
        var cedi = new Money(1, Asset.Ghs);
        var yuan = new Money(1, Asset.Cny);
        Assert.Throws<InvalidOperationException>(() => cedi + yuan);
        Assert.Throws<InvalidOperationException>(() => cedi - yuan);
        Assert.Throws<InvalidOperationException>(() => cedi < yuan);
        Assert.NotEqual(cedi, yuan);
    }

    [Fact]
    public void A_sum_that_does_not_fit_is_an_error_and_not_another_amount()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Asset.Ghs) + new Money(1, Asset.Ghs));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue, Asset.Ghs));
    }

    [Fact]
    public void Text_shows_every_digit_of_the_asset()
    {
        Assert.Equal("GHS 11.99", new Money(1199, Asset.Ghs).ToString());
        Assert.Equal("-0.05", new Money(-5, Asset.Eur).ToPlainText());
        Assert.Equal("0.000001", new Money(1, Asset.Parse("USDC.solana")).ToPlainText());
    }

    [Theory]
    [InlineData("GHS", 2)]
    [InlineData("BTC", 8)]
    [InlineData("SOL", 9)]
    [InlineData("ETH.base", 9)]
    public void An_asset_is_found_by_its_code(string code, int decimals) =>
        Assert.Equal(new Asset(code, decimals), Asset.Parse(code));

    [Theory]
    [InlineData("")]
    [InlineData("XXX")]
    [InlineData("USDC.")]
    [InlineData(".solana")]
    public void There_is_no_asset_without_a_known_code(string code) =>
        Assert.Throws<ArgumentException>(() => Asset.Parse(code));

    [Theory]
    [InlineData("GHS", true)]
    [InlineData("USDC.solana", true)]
    [InlineData("ETH.base-1", true)]
    [InlineData("USDC.SOL", true)]
    [InlineData("ETH.", false)]
    [InlineData(".solana", false)]
    [InlineData("USDC.So lana", false)]
    [InlineData("USDC.a.b", false)]
    [InlineData("ETH.abcdefghijklmnopqrstu", false)]
    [InlineData("ghs", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Codes_that_anybody_wrote_are_read_without_an_accident(string? code, bool isKnown)
    {
        Assert.Equal(isKnown, Asset.TryParse(code, out var asset));
        if (isKnown) Assert.Equal(asset, Asset.Parse(code!));
        else Assert.Throws<ArgumentException>(() => Asset.Parse(code ?? ""));
    }
}
