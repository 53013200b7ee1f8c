namespace Marketplace.Core.Radio.Sampling;

/// <summary>What became of one scheduled window.</summary>
public enum WindowOutcome
{
    /// <summary>Audio was captured.</summary>
    Ok,
    /// <summary>The stream did not answer.</summary>
    Failed,
    /// <summary>It was not tried, for example under load.</summary>
    Skipped,
}

/// <summary>One scheduled window as coverage counts it.</summary>
/// <param name="StartSeconds">Seconds from the beginning of the stretch that is reported.</param>
/// <param name="LengthSeconds">How long it is.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ErrorCode">Class of the failure, if it failed.</param>
public readonly record struct ScheduledWindow(
    double StartSeconds, double LengthSeconds, WindowOutcome Outcome, string? ErrorCode = null);

/// <summary>V-1: how much of a station was listened to.</summary>
/// <param name="Scheduled">Windows planned.</param>
/// <param name="Successful">Windows captured.</param>
/// <param name="Failed">Windows whose stream did not answer.</param>
/// <param name="Skipped">Windows not tried.</param>
/// <param name="ListenedSeconds">Seconds captured.</param>
/// <param name="LongestUnobservedSeconds">Longest time without listening: gap between starts less one window.</param>
/// <param name="DutyCycle">Seconds captured ÷ seconds of the stretch; 0…1.</param>
/// <param name="ErrorClasses">Failures by class.</param>
public sealed record Coverage(
    int Scheduled, int Successful, int Failed, int Skipped, double ListenedSeconds, double LongestUnobservedSeconds,
    double DutyCycle, IReadOnlyDictionary<string, int> ErrorClasses)
{
    /// <summary>Captured ÷ planned; 0…1, and 0 where nothing was planned.</summary>
    public double Uptime => Scheduled == 0 ? 0 : (double)Successful / Scheduled;

    /// <summary>Counts the windows of one stretch, for example a day, treated as a circle.</summary>
    /// <param name="windows">All scheduled windows, in any order.</param>
    /// <param name="stretchSeconds">Length of the stretch.</param>
    public static Coverage Of(IReadOnlyCollection<ScheduledWindow> windows, double stretchSeconds = SamplingMath.DaySeconds)
    {
        var good = windows.Where(window => window.Outcome == WindowOutcome.Ok).OrderBy(window => window.StartSeconds).ToList();
        var listened = good.Sum(window => window.LengthSeconds);
        var unobserved = stretchSeconds;
        if (good.Count > 0)
            unobserved = good.Select((window, i) =>
                (i + 1 < good.Count ? good[i + 1].StartSeconds : good[0].StartSeconds + stretchSeconds)
                - window.StartSeconds - window.LengthSeconds).Max();
        var errors = windows.Where(window => window.Outcome == WindowOutcome.Failed)
            .CountBy(window => window.ErrorCode ?? "unknown").ToDictionary();
        return new Coverage(
            windows.Count, good.Count,
            windows.Count(window => window.Outcome == WindowOutcome.Failed),
            windows.Count(window => window.Outcome == WindowOutcome.Skipped),
            listened, Math.Max(0, unobserved), listened / stretchSeconds, errors);
    }

    /// <summary>The lengths whose catch rate is reported (V-3), in seconds.</summary>
    public static IReadOnlyList<double> ReportedLengths { get; } = [30, 60, 120, 180, 240];

    /// <summary>V-3: catch rate for one length over several days, weighted by their seconds.</summary>
    /// <returns>0…1, and 0 without days.</returns>
    public static double CatchRate(IReadOnlyCollection<StationDay> days, double playSeconds)
    {
        var seconds = days.Sum(day => day.DaySeconds);
        return seconds > 0 ? days.Sum(day => day.CatchRate(playSeconds) * day.DaySeconds) / seconds : 0;
    }
}
