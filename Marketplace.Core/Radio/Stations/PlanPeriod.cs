using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Sampling;

namespace Marketplace.Core.Radio.Stations;

/// <summary>How a station is listened to.</summary>
/// <param name="WindowSeconds">w: length of one window, whole seconds.</param>
/// <param name="PeriodSeconds">P: from one window's start to the next; equal to w means without a pause.</param>
/// <param name="OverlapSeconds">m: the shortest overlap the matcher needs.</param>
public sealed record ListeningMode(int WindowSeconds, int PeriodSeconds, int OverlapSeconds)
{
    /// <summary>15 seconds of every minute.</summary>
    public static ListeningMode Standard { get; } = new(15, 60, 5);

    /// <summary>Every second, in windows of 15; the only fair way to count adverts, beds and parts of plays.</summary>
    public static ListeningMode Continuous { get; } = new(15, 15, 5);

    /// <summary>Windows follow each other without a pause, from one connection.</summary>
    public bool IsContinuous => PeriodSeconds == WindowSeconds;

    /// <summary>The plan in the terms of the sampling rules.</summary>
    public SamplingPlan Sampling => new(WindowSeconds, PeriodSeconds, OverlapSeconds);

    /// <summary>What is wrong with it, or null. Every five minutes misses whole songs, so two minutes is the longest period.</summary>
    public Error? Problem()
    {
        if (WindowSeconds is < 10 or > 60) return StationErrors.Window;
        if (PeriodSeconds < WindowSeconds || PeriodSeconds > 120) return StationErrors.Period;
        return OverlapSeconds < 3 || OverlapSeconds > WindowSeconds ? StationErrors.Overlap : null;
    }
}

/// <summary>Which plan was in force from when to when.</summary>
public sealed class PlanPeriod
{
    private PlanPeriod() => Mode = ListeningMode.Standard;

    internal PlanPeriod(StationId station, ListeningMode mode, DateTime from) =>
        (Id, StationId, Mode, From) = (Guid.CreateVersion7(), station, mode, from);

    /// <summary>Its id; each window names the plan it was captured by.</summary>
    public Guid Id { get; private set; }
    /// <summary>Whose plan it is.</summary>
    public StationId StationId { get; private set; }
    /// <summary>The plan.</summary>
    public ListeningMode Mode { get; private set; }
    /// <summary>First instant, UTC.</summary>
    public DateTime From { get; private set; }
    /// <summary>First instant after it, UTC; null while in force.</summary>
    public DateTime? To { get; private set; }

    internal void EndAt(DateTime now) => To = now;
}

/// <summary>Which tier a station had from when on.</summary>
public sealed class TierPeriod
{
    private TierPeriod()
    {
    }

    internal TierPeriod(StationId station, StationTier tier, DateTime from) =>
        (Id, StationId, Tier, From) = (Guid.CreateVersion7(), station, tier, from);

    /// <summary>Its id.</summary>
    public Guid Id { get; private set; }
    /// <summary>Whose tier it is.</summary>
    public StationId StationId { get; private set; }
    /// <summary>The tier.</summary>
    public StationTier Tier { get; private set; }
    /// <summary>First instant, UTC.</summary>
    public DateTime From { get; private set; }
}
