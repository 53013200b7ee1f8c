using System.Globalization;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Ui;

/// <summary>How amounts look to people. The currency is always said; files use <see cref="Money.ToPlainText"/>.</summary>
public static class MoneyFormat
{
    // A no-break space keeps sign and digits on one line.
    private const char Space = '\u00a0';

    /// <summary>The amount with its sign or code and thousands separators, for example <c>₵ 1,080.00</c>.</summary>
    public static string ForPeople(this Money value, CultureInfo? culture = null)
    {
        var digits = Math.Abs(value.Units).ToString("N" + value.Asset.Decimals, culture ?? CultureInfo.CurrentCulture);
        // Tokens carry up to nine digits; what is zero behind the second one says nothing.
        if (value.Asset.Decimals > 2) digits = digits[..^(value.Asset.Decimals - 2)] + digits[^(value.Asset.Decimals - 2)..].TrimEnd('0');
        var minus = value.Minor < 0 ? "−" : "";
        return Sign(value.Asset) is { } sign ? $"{minus}{sign}{Space}{digits}" : $"{minus}{digits}{Space}{value.Asset.Code}";
    }

    private static string? Sign(Asset asset) => asset.Code switch
    {
        "GHS" => "₵",
        "CNY" => "¥",
        "USD" => "US$",
        "EUR" => "€",
        _ => null,
    };
}
