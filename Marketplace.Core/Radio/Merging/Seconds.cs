namespace Marketplace.Core.Radio.Merging;

/// <summary>Seconds and instants. Seconds from a matcher are taken to the millisecond: finer digits carry no meaning.</summary>
internal static class Seconds
{
    internal static TimeSpan Of(double seconds) => TimeSpan.FromMilliseconds((long)Math.Round(seconds * 1000));

    internal static decimal Count(TimeSpan span) => (decimal)span.Ticks / TimeSpan.TicksPerSecond;

    internal static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    internal static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    internal static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>The middle of two instants, floored to a whole second as M-8 and O-1 say.</summary>
    internal static DateTime FlooredMiddle(DateTime a, DateTime b)
    {
        var ticks = a.Ticks + (b.Ticks - a.Ticks) / 2;
        return new DateTime(ticks - ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    }
}
