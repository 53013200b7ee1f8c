using System.Globalization;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails.Http;

/// <summary>Amounts in whole units on the wire, exact: what does not fit the asset's scale is refused, never rounded.</summary>
public static class DecimalAmounts
{
    /// <summary>Reads digits and a point; no sign other than minus, no exponent, no thousands sign.</summary>
    public static bool TryParse(string? text, Asset asset, out Money money)
    {
        money = Money.Zero(asset);
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units)) return false;
        try
        {
            for (var i = 0; i < asset.Decimals; i++) units *= 10;
            if (units != decimal.Truncate(units) || units > long.MaxValue || units < long.MinValue) return false;
            money = new Money((long)units, asset);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Reads, or throws.</summary>
    /// <exception cref="FormatException">Not an amount of this asset.</exception>
    public static Money Parse(string? text, Asset asset) =>
        TryParse(text, asset, out var money) ? money : throw new FormatException($"'{text}' is not an amount of {asset}.");

    /// <summary>Reads an integer amount that comes with a scale of its own.</summary>
    /// <exception cref="FormatException">It does not fit the asset's scale.</exception>
    public static Money FromScaled(string? value, int scale, Asset asset)
    {
        if (scale is < 0 or > 255 || !ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var given))
            throw new FormatException($"'{value}' is not an amount.");
        var units = new System.Numerics.BigInteger(given);
        for (; scale < asset.Decimals; scale++) units *= 10;
        for (; scale > asset.Decimals; scale--)
        {
            if (!(units % 10).IsZero) throw new FormatException($"'{value}' is finer than {asset} is counted.");
            units /= 10;
        }
        return units <= long.MaxValue ? new Money((long)units, asset) : throw new FormatException($"'{value}' is too large.");
    }
}
