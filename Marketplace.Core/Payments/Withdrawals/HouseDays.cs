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
