namespace Marketplace.Core.Radio.Sampling;

/// <summary>An honest guess at the true number of plays. It informs; under the rate method it never pays.</summary>
/// <param name="Plays">N̂.</param>
/// <param name="StandardError">Square root of the variance.</param>
public readonly record struct PlayEstimate(double Plays, double StandardError)
{
    private const double TwoSided95 = 1.96;

    /// <summary>Lower end of the 95 % interval.</summary>
    public double Low => Plays - TwoSided95 * StandardError;

    /// <summary>Upper end of the 95 % interval.</summary>
    public double High => Plays + TwoSided95 * StandardError;

    /// <summary>V-5: from the catch rate of each play that was heard.</summary>
    /// <param name="catchRates">One per heard play, above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not a probability above zero.</exception>
    public static PlayEstimate FromCatchRates(IEnumerable<double> catchRates)
    {
        var (plays, variance) = (0.0, 0.0);
        foreach (var rate in catchRates)
        {
            if (!(rate > 0 && rate <= 1)) throw new ArgumentOutOfRangeException(nameof(catchRates), rate, "No such probability.");
            plays += 1 / rate;
            variance += (1 - rate) / (rate * rate);
        }
        return new PlayEstimate(plays, Math.Sqrt(variance));
    }
}

/// <summary>
/// V-6: what our monitor and the station's own log say together. Valid only if the two are independent: never for a log that
/// was filled in from our detections.
/// </summary>
/// <param name="Monitored">n₁: plays that we heard.</param>
/// <param name="Logged">n₂: plays in the station's log.</param>
/// <param name="Both">c: plays in both.</param>
public readonly record struct TwoSources(int Monitored, int Logged, int Both)
{
    /// <summary>Share of what we heard that the station logged; 0…1, not a number if we heard nothing.</summary>
    public double LogCompleteness => (double)Both / Monitored;

    /// <summary>Share of what the station logged that we heard; 0…1, not a number if it logged nothing.</summary>
    public double MonitorCatch => (double)Both / Logged;

    /// <summary>The true number of plays.</summary>
    /// <exception cref="ArgumentException">More plays in both than in one.</exception>
    public PlayEstimate Estimate()
    {
        if (Both < 0 || Both > Math.Min(Monitored, Logged)) throw new ArgumentException("More plays in both sources than in one.");
        double n1 = Monitored, n2 = Logged, c = Both;
        var plays = (n1 + 1) * (n2 + 1) / (c + 1) - 1;
        var variance = (n1 + 1) * (n2 + 1) * (n1 - c) * (n2 - c) / ((c + 1) * (c + 1) * (c + 2));
        return new PlayEstimate(plays, Math.Sqrt(variance));
    }
}
