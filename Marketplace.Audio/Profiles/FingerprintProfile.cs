namespace Marketplace.Audio.Profiles;

/// <summary>Every number of the fingerprint, in one place. Prints of unlike profiles never match.</summary>
/// <remarks>
/// A changed number makes another fingerprint: give it another <see cref="Id"/>, or old prints are compared by new rules.
/// </remarks>
public sealed record FingerprintProfile
{
    /// <summary>The profile in use.</summary>
    public static FingerprintProfile Standard { get; } = new();

    /// <summary>Name stored with each print, 1 to 40 ASCII characters.</summary>
    public string Id { get; init; } = "landmark-1";

    /// <summary>Sample rate of the input, Hz. Telephone band survives every codec a radio station uses.</summary>
    public int SampleRateHz { get; init; } = 8000;

    /// <summary>Window of one spectrum, samples (128 ms). Long enough to part neighbouring notes, short enough for speech gaps.</summary>
    public int WindowSamples { get; init; } = 1024;

    /// <summary>Step between spectra, samples (20 ms), so that a start is known to well under a tenth of a second.</summary>
    public int HopSamples { get; init; } = 160;

    /// <summary>Lowest frequency of a peak, Hz. Below it broadcast processors and rumble rule.</summary>
    public float LowHz { get; init; } = 250f;

    /// <summary>Highest frequency of a peak, Hz. Above it low-rate codecs cut.</summary>
    public float HighHz { get; init; } = 3800f;

    /// <summary>A peak is the greatest value this many frames to either side.</summary>
    public int PeakHalfFrames { get; init; } = 4;

    /// <summary>A peak is the greatest value this many bins to either side.</summary>
    public int PeakHalfBins { get; init; } = 7;

    /// <summary>Half width in frames of the patch that a peak is measured against; cancels compression.</summary>
    public int PatchHalfFrames { get; init; } = 10;

    /// <summary>Half width in bins of the patch that a peak is measured against; cancels equalisation.</summary>
    public int PatchHalfBins { get; init; } = 12;

    /// <summary>Least height of a peak over the mean of its patch, dB. Below it noise makes as many peaks as music.</summary>
    public float LeastSalienceDb { get; init; } = 4f;

    /// <summary>Peaks kept per second of a reference.</summary>
    public int ReferencePeaksPerSecond { get; init; } = 30;

    /// <summary>Peaks kept per second of a query: more, because speech and noise take the highest places.</summary>
    public int QueryPeaksPerSecond { get; init; } = 100;

    /// <summary>Peaks per second of a query that are paired; all of them verify what the pairs propose.</summary>
    public int HashedPeaksPerSecond { get; init; } = 50;

    /// <summary>Shortest distance of a pair, frames (80 ms): closer peaks belong to one event and say little.</summary>
    public int PairLeastFrames { get; init; } = 4;

    /// <summary>Longest distance of a pair, frames (2 s): longer pairs are rarely whole under speech.</summary>
    public int PairMostFrames { get; init; } = 100;

    /// <summary>Greatest distance of a pair in frequency, octaves.</summary>
    public float PairMostOctaves { get; init; } = 1.2f;

    /// <summary>Pairs begun by one peak of a reference: the size of the index is proportional to it.</summary>
    public int ReferenceFanOut { get; init; } = 4;

    /// <summary>Pairs begun by one peak of a query: more, as the query has more peaks between the right two.</summary>
    public int QueryFanOut { get; init; } = 12;

    /// <summary>Steps of the hash in one octave of frequency.</summary>
    public int StepsPerOctave { get; init; } = 48;

    /// <summary>Spectra in a second.</summary>
    public float FramesPerSecond => (float)SampleRateHz / HopSamples;

    /// <summary>Width of one spectrum bin, Hz.</summary>
    public float HzPerBin => (float)SampleRateHz / WindowSamples;
}
