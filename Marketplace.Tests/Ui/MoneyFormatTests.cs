using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Web.Ui;

namespace Marketplace.Tests.Ui;

public sealed class MoneyFormatTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Theory]
    [InlineData(108_000, "GHS", "₵ 1,080.00")]
    [InlineData(-675, "GHS", "−₵ 6.75")]
    [InlineData(5, "CNY", "¥ 0.05")]
    [InlineData(1, "EUR", "€ 0.01")]
    [InlineData(100, "USD", "US$ 1.00")]
    [InlineData(12_500_000, "USDC.solana", "12.50 USDC.solana")]
    [InlineData(1_234_567, "USDC.solana", "1.234567 USDC.solana")]
    public void The_currency_is_always_said(long minor, string asset, string shown) =>
        Assert.Equal(shown, new Money(minor, Asset.Parse(asset)).ForPeople(English).Replace('\u00a0', ' '));

    [Fact]
    public void Sign_and_digits_stay_on_one_line() =>
        Assert.DoesNotContain(' ', new Money(1, Asset.Ghs).ForPeople(English));
}
