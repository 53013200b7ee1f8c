using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Ui;

/// <summary>How moments look to people: in a named time zone, in the reader's language.</summary>
public static class TimeFormat
{
    /// <summary>The zone of a reader who has not chosen one.</summary>
    public const string DefaultZone = "Africa/Accra";

    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Zones = new();

    /// <summary>The zone of an IANA name; an unknown name is read as <see cref="DefaultZone"/>.</summary>
    public static TimeZoneInfo Zone(string? name) => Zones.GetOrAdd(name ?? DefaultZone, id =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.FindSystemTimeZoneById(DefaultZone));

    /// <summary>A UTC instant as local time of the zone.</summary>
    public static DateTime In(this DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    /// <summary>A day, for example <c>Sat 21 Nov 2026</c> or <c>2026年11月21日周六</c>.</summary>
    public static string Day(this DateTime local) => local.ToString(IsChinese ? "yyyy年M月d日ddd" : "ddd d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A day of this year, without the year.</summary>
    public static string ShortDay(this DateTime local) => local.ToString(IsChinese ? "M月d日" : "d MMM", CultureInfo.CurrentCulture);

    /// <summary>A month, for example <c>November 2026</c> or <c>2026年11月</c>.</summary>
    public static string Month(this DateTime local) => local.ToString(IsChinese ? "yyyy年M月" : "MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>The time of day with seconds if wanted, always 24 hours.</summary>
    public static string Clock(this DateTime local, bool seconds = false) => local.ToString(seconds ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The city that names a zone, for example <c>Accra</c>.</summary>
    public static string City(this TimeZoneInfo zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>A length of sound or of a track, for example <c>3:23</c>.</summary>
    public static string Length(this TimeSpan length) => length.TotalHours >= 1
        ? length.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : length.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>How long ago or how far ahead, in the largest unit that says enough.</summary>
    public static string Distance(TimeSpan ahead, IStringLocalizer texts)
    {
        var away = ahead.Duration();
        var past = ahead < TimeSpan.Zero;
        if (away < TimeSpan.FromMinutes(1)) return past ? texts["just now"] : texts["in a moment"];
        if (away < TimeSpan.FromHours(1)) return past ? texts["{0} min ago", away.Minutes] : texts["in {0} min", away.Minutes];
        if (away < TimeSpan.FromDays(1)) return past ? texts["{0} h ago", away.Hours] : texts["in {0} h", away.Hours];
        return past ? texts["{0} d ago", away.Days] : texts["in {0} d", away.Days];
    }

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";
}
