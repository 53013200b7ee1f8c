namespace Marketplace.Core.Radio.Sampling;

/// <summary>What sampling finds and what it misses, before the first window is captured (rules S-1 to S-5, S-7).</summary>
public static class SamplingMath
{
    /// <summary>Seconds of one day.</summary>
    public const double DaySeconds = 86_400;

    /// <summary>S-1: the span of window starts that can see a play.</summary>
    /// <param name="playSeconds">L: length of the play.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>E(L) in seconds; 0 if the play or the window is shorter than the overlap that the matcher needs.</returns>
    public static double EffectiveSeconds(double playSeconds, SamplingPlan plan) =>
        playSeconds >= plan.ShortestOverlapSeconds && plan.WindowSeconds >= plan.ShortestOverlapSeconds
            ? playSeconds + plan.WindowSeconds - 2 * plan.ShortestOverlapSeconds
            : 0;

    /// <summary>S-3: probability that a play is caught at least once.</summary>
    /// <param name="playSeconds">L: length of the play.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="hitRate">q' = share of good windows × probability that one identifies the play; 0…1.</param>
    public static double CaughtOnce(double playSeconds, SamplingPlan plan, double hitRate)
    {
        var (k, f) = WindowsThatSee(playSeconds, plan);
        return 1 - Math.Pow(1 - hitRate, k) * (1 - f * hitRate);
    }

    /// <summary>S-4: probability that a play is caught at least twice, which is what makes it safe to confirm.</summary>
    /// <param name="playSeconds">L: length of the play.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="hitRate">q', 0…1.</param>
    public static double CaughtTwice(double playSeconds, SamplingPlan plan, double hitRate)
    {
        var (k, f) = WindowsThatSee(playSeconds, plan);
        return (1 - f) * TwoOf(k, hitRate) + f * TwoOf(k + 1, hitRate);
    }

    /// <summary>S-5: the longest period that surely hits every play of this length so many times, if no window fails.</summary>
    /// <param name="playSeconds">L: the shortest play that is promised.</param>
    /// <param name="plan">Window and overlap; its period is not looked at.</param>
    /// <param name="hits">r, at least 1.</param>
    /// <returns>Seconds.</returns>
    public static double LongestCertainPeriod(double playSeconds, SamplingPlan plan, int hits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hits, 1);
        return EffectiveSeconds(playSeconds, plan) / hits;
    }

    /// <summary>S-7: windows, audio and traffic of one day.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="bitsPerSecond">Bit rate of the stream.</param>
    public static SamplingCost DailyCost(SamplingPlan plan, int bitsPerSecond)
    {
        var windows = (long)Math.Floor(DaySeconds / plan.PeriodSeconds);
        var seconds = windows * plan.WindowSeconds;
        return new SamplingCost(windows, seconds, (long)(seconds * bitsPerSecond / 8));
    }

    /// <summary>S-2: k windows see the play, and one more with probability f.</summary>
    private static (int K, double F) WindowsThatSee(double playSeconds, SamplingPlan plan)
    {
        var ratio = EffectiveSeconds(playSeconds, plan) / plan.PeriodSeconds;
        var k = (int)Math.Floor(ratio);
        return (k, ratio - k);
    }

    /// <summary>T(n): at least two of n windows hit.</summary>
    private static double TwoOf(int windows, double hitRate) => windows < 2
        ? 0
        : 1 - Math.Pow(1 - hitRate, windows) - windows * hitRate * Math.Pow(1 - hitRate, windows - 1);
}
