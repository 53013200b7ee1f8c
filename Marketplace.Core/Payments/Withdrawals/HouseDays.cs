using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>The calendar by which the house pays.</summary>
public static class HouseDays
{
    private static readonly TimeSpan Opening = TimeSpan.FromHours(8); // Nobody's phone rings in the night.

    /// <summary>The house's zone.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Africa/Accra");

    /// <summary>The day of an instant.</summary>
    public static DateOnly Of(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, Zone));

    /// <summary>The first instant of a day, UTC.</summary>
    public static DateTime Start(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), Zone);

    /// <summary>From the first instant of one day to the first instant after another, UTC.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, part of the span.</param>
    /// <param name="most">Most days that may be asked for at once.</param>
    /// <returns>The span, or a refusal: days in the wrong order, too many of them, or of another age.</returns>
    public static Result<(DateTime Start, DateTime End)> Span(DateOnly from, DateOnly to, int most) =>
        from.Year < 2000 || to.Year > 2200 || to < from ? DayErrors.Order
        : to.DayNumber - from.DayNumber >= most ? DayErrors.TooMany(most)
        : (Start(from), Start(to.AddDays(1)));

    /// <summary>When a payment planned for a day leaves: now if the day is today, otherwise in its morning; UTC.</summary>
    public static DateTime SendAt(DateOnly day, DateTime now) => day <= Of(now) ? now : Start(day) + Opening;

    /// <summary>So many working days later, Monday to Friday.</summary>
    public static DateTime WorkingDaysAfter(DateTime utc, int days)
    {
        while (days > 0)
        {
            utc = utc.AddDays(1);
            if (TimeZoneInfo.ConvertTimeFromUtc(utc, Zone).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) days--;
        }
        return utc;
    }
}
