namespace Marketplace.Core.Radio.Sampling;

/// <summary>How a station is listened to.</summary>
/// <param name="WindowSeconds">w: length of one window.</param>
/// <param name="PeriodSeconds">P: from one window's start to the next, not below w.</param>
/// <param name="ShortestOverlapSeconds">m: the shortest overlap the matcher needs.</param>
public readonly record struct SamplingPlan(double WindowSeconds, double PeriodSeconds, double ShortestOverlapSeconds)
{
    /// <summary>15 seconds of every minute.</summary>
    public static SamplingPlan Standard { get; } = new(15, 60, 5);

    /// <summary>Share of airtime listened to when no window fails; 0…1. It is not the share of plays caught.</summary>
    public double DutyCycle => WindowSeconds / PeriodSeconds;
}

/// <summary>S-7: what listening to one station for a day takes.</summary>
/// <param name="Windows">Windows a day.</param>
/// <param name="AudioSeconds">Seconds of audio a day.</param>
/// <param name="Bytes">Bytes a day.</param>
public readonly record struct SamplingCost(long Windows, double AudioSeconds, long Bytes);
