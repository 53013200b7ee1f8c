namespace Marketplace.Audio.Tracking;

/// <summary>The stretch of a trail in which the recording was really on air.</summary>
/// <param name="From">First bin.</param>
/// <param name="To">End of the bins, exclusive.</param>
/// <param name="Gain">Natural log of how much better "it was on air here" explains the bins than "it was not".</param>
/// <param name="Hits">Peaks met inside.</param>
/// <param name="Expected">Peaks that chance would have met inside.</param>
/// <param name="ClearSeconds">Seconds in which the recording alone was enough to be sure of.</param>
internal readonly record struct TrailExtent(long From, long To, double Gain, float Hits, float Expected, double ClearSeconds)
{
    public float Excess => Hits - Expected;

    /// <summary>Standard deviations above a chance that is this many times greater.</summary>
    public float ZAt(float rhythm) => (Hits - Expected * rhythm) / MathF.Sqrt(Expected * rhythm + 1);
}
