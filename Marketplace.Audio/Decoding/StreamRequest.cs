namespace Marketplace.Audio.Decoding;

/// <summary>A live stream to listen to.</summary>
/// <param name="Url">http or https address that the caller has already resolved and checked.</param>
/// <param name="SampleRateHz">Wanted rate of the samples, Hz.</param>
/// <param name="MaxSeconds">Stop after this much sound; null listens until cancelled.</param>
/// <param name="ConnectTimeout">How long the first sound, and later any next sound, may take to come.</param>
/// <param name="UserAgent">Who we say we are.</param>
public sealed record StreamRequest(
    string Url, int SampleRateHz, double? MaxSeconds, TimeSpan ConnectTimeout, string UserAgent)
{
    /// <summary>More request headers, such as <c>Host</c> when the address names a checked IP.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Seconds of sound in one block, 0.05 to 10.</summary>
    public double BlockSeconds { get; init; } = 0.25;

    /// <summary>Bound on the decoder's address space, bytes.</summary>
    public long MaxMemoryBytes { get; init; } = 1L << 30;

    /// <summary>Where arrival times come from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Some sound of a stream, as it came.</summary>
/// <param name="Samples">Shape [n], mono, range −1…1; owned by the receiver.</param>
/// <param name="FirstSample">Number of samples before this block since the stream was opened.</param>
/// <param name="ArrivalTimestamp">Monotonic time of arrival, as <see cref="TimeProvider.GetTimestamp"/>.</param>
/// <param name="ArrivedAtUtc">Wall-clock time of arrival.</param>
public sealed record AudioBlock(
    ReadOnlyMemory<float> Samples, long FirstSample, long ArrivalTimestamp, DateTime ArrivedAtUtc);
