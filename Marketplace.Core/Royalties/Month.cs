using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Marketplace.Core.Royalties;

/// <summary>A calendar month; which instants it holds depends on the zone of the station.</summary>
/// <param name="Year">2000…9998.</param>
/// <param name="Number">1…12.</param>
public readonly record struct Month(int Year, int Number) : IComparable<Month>
{
    /// <summary>The month of a local day.</summary>
    public static Month Of(DateTime local) => new(local.Year, local.Month);

    /// <summary>The month after.</summary>
    public Month Next => Number == 12 ? new(Year + 1, 1) : new(Year, Number + 1);

    /// <summary>The month before.</summary>
    public Month Previous => Number == 1 ? new(Year - 1, 12) : new(Year, Number - 1);

    /// <summary>Its first day.</summary>
    public DateOnly FirstDay => new(Year, Number, 1);

    /// <summary>Its first instant in a zone, UTC.</summary>
    public DateTime StartUtc(TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeToUtc(FirstDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), zone);

    /// <summary>The first instant after it in a zone, UTC.</summary>
    public DateTime EndUtc(TimeZoneInfo zone) => Next.StartUtc(zone);

    /// <summary>Reads <c>yyyy-MM</c> and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Month month)
    {
        var isMonth = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 2000 and < 9999;
        month = isMonth ? new(day.Year, day.Month) : default;
        return isMonth;
    }

    /// <summary>Reads a stored month.</summary>
    /// <exception cref="FormatException">Not <c>yyyy-MM</c>.</exception>
    public static Month Parse(string text) => TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is no month.");

    /// <inheritdoc/>
    public int CompareTo(Month other) => (Year, Number).CompareTo((other.Year, other.Number));

    /// <summary>As <c>yyyy-MM</c>, which sorts like the months themselves.</summary>
    public override string ToString() => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
