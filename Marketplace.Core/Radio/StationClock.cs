namespace Marketplace.Core.Radio;

/// <summary>A station's own clock: days, dayparts and months always go through its zone.</summary>
public static class StationClock
{
    /// <summary>The instant on the station's clock.</summary>
    /// <param name="utc">An instant, UTC.</param>
    /// <param name="zone">IANA zone.</param>
    /// <exception cref="TimeZoneNotFoundException">There is no such zone.</exception>
    public static DateTimeOffset Local(DateTime utc, string zone) =>
        TimeZoneInfo.ConvertTime(new DateTimeOffset(utc), TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>The first instant of a local day, UTC. Where the clock skips midnight, the first instant that exists.</summary>
    public static DateTime StartOf(DateOnly day, string zone)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (info.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return TimeZoneInfo.ConvertTimeToUtc(midnight, info);
    }

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(DateTime utc, string zone) => DateOnly.FromDateTime(Local(utc, zone).DateTime);
}
