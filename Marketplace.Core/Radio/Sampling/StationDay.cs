namespace Marketplace.Core.Radio.Sampling;

/// <summary>The catch rate of a real station-day, from the windows that really succeeded (rules S-6 and V-4).</summary>
/// <remarks>Outages come in bursts, and the formulas for random phase assume that they do not; so the log decides.</remarks>
public sealed class StationDay
{
    private readonly double[] _starts;
    private readonly SamplingPlan _plan;

    /// <param name="startSeconds">Starts of the successful windows, seconds from the beginning of the day, in any order.</param>
    /// <param name="plan">Window and overlap.</param>
    /// <param name="daySeconds">Length of the day, treated as a circle.</param>
    /// <exception cref="ArgumentOutOfRangeException">A start lies outside the day.</exception>
    public StationDay(IEnumerable<double> startSeconds, SamplingPlan plan, double daySeconds = SamplingMath.DaySeconds)
    {
        _starts = [.. startSeconds.Distinct().Order()];
        _plan = plan;
        DaySeconds = daySeconds;
        if (_starts.Length > 0 && (_starts[0] < 0 || _starts[^1] >= daySeconds))
            throw new ArgumentOutOfRangeException(nameof(startSeconds), "A window starts outside the day.");
    }

    /// <summary>Length of the day.</summary>
    public double DaySeconds { get; }

    /// <summary>Seconds between consecutive starts; the last gap wraps to the first start. Empty without windows.</summary>
    public IReadOnlyList<double> Gaps => [.. _starts.Select((start, i) =>
        i + 1 < _starts.Length ? _starts[i + 1] - start : _starts[0] + DaySeconds - start)];

    /// <summary>S-6: probability that a play of this length was caught, if every good window identifies it.</summary>
    /// <returns>0…1; an upper bound, see <see cref="CatchRate(double, double)"/>.</returns>
    public double CatchRate(double playSeconds)
    {
        var effective = SamplingMath.EffectiveSeconds(playSeconds, _plan);
        if (_starts.Length == 0 || effective <= 0) return 0;
        return 1 - Gaps.Sum(gap => Math.Max(0, gap - effective)) / DaySeconds;
    }

    /// <summary>S-6 with an audited identification rate: the mean of 1 − (1 − q)ⁿ over all starts of the play.</summary>
    /// <param name="playSeconds">Length of the play.</param>
    /// <param name="identified">q: probability that a window with enough overlap is identified; 0…1.</param>
    public double CatchRate(double playSeconds, double identified)
    {
        var effective = SamplingMath.EffectiveSeconds(playSeconds, _plan);
        if (_starts.Length == 0 || effective <= 0) return 0;

        // A window helps every play that starts in a stretch of the effective length; whole turns help all of them.
        var turns = (int)Math.Floor(effective / DaySeconds);
        var arc = effective - turns * DaySeconds;
        var steps = new List<(double At, int Change)>();
        var seen = turns * _starts.Length;
        foreach (var start in _starts)
        {
            var from = Wrap(start - playSeconds + _plan.ShortestOverlapSeconds);
            var to = from + arc;
            steps.Add((from, 1));
            steps.Add((Wrap(to), -1));
            if (to >= DaySeconds) seen++; // The stretch is already open at the beginning of the day.
        }
        steps.Sort();

        var (sum, last) = (0.0, 0.0);
        foreach (var (at, change) in steps)
        {
            sum += (at - last) * (1 - Math.Pow(1 - identified, seen));
            (last, seen) = (at, seen + change);
        }
        sum += (DaySeconds - last) * (1 - Math.Pow(1 - identified, seen));
        return sum / DaySeconds;
    }

    /// <summary>V-4: how many plays one caught play stands for; 6 decimals, half away from zero.</summary>
    /// <param name="playSeconds">Length of the track.</param>
    /// <param name="cap">The largest weight; it also answers for lengths that were never caught.</param>
    public decimal SamplingWeight(double playSeconds, decimal cap = 3.0m)
    {
        var rate = CatchRate(playSeconds);
        if (rate * (double)cap <= 1) return cap;
        return Math.Round((decimal)(1 / rate), 6, MidpointRounding.AwayFromZero);
    }

    private double Wrap(double seconds) => ((seconds % DaySeconds) + DaySeconds) % DaySeconds;
}
