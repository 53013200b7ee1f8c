using System.Runtime.InteropServices;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Spectrum;

namespace Marketplace.Audio.Landmarks;

/// <summary>Everything that is needed to find peaks, made once and used for one print after the other. One object serves one thread at a time.</summary>
internal sealed class PrintBench
{
    // About ten seconds: the spectrogram of a stretch stays in the second-level cache.
    private const int StretchFrames = 512, MostKeptPeaks = 1 << 17;
    private readonly FingerprintProfile profile;
    private readonly int margin;
    private readonly Spectrogram spectrogram;
    private readonly PeakPicker picker;
    private readonly PeakRank rank = new();
    private readonly List<Peak> peaks = [];

    public PrintBench(FingerprintProfile profile)
    {
        this.profile = profile;
        margin = PeakPicker.MarginFrames(profile);
        spectrogram = new(profile, StretchFrames + 2 * margin);
        picker = new(profile, spectrogram);
    }

    /// <summary>The profile it works by.</summary>
    public FingerprintProfile Profile => profile;

    /// <summary>Whether it is worth keeping: the peaks of a whole day are not.</summary>
    public bool IsSmall => peaks.Capacity <= MostKeptPeaks;

    /// <summary>The highest peaks of mono audio, in order of time; valid until the next call.</summary>
    /// <param name="mono">Shape [n], range −1…1, finite.</param>
    /// <param name="peaksPerSecond">Most peaks of a second.</param>
    public ReadOnlySpan<Peak> Find(ReadOnlySpan<float> mono, int peaksPerSecond)
    {
        peaks.Clear();
        var frames = Spectrogram.CountFrames(mono.Length, profile);
        for (var from = 0; from < frames; from += StretchFrames)
        {
            var (first, to) = (Math.Max(0, from - margin), Math.Min(frames, from + StretchFrames));
            spectrogram.Fill(mono, first, Math.Min(frames, to + margin) - first);
            picker.Find(spectrogram, from - first, to - first, first, peaks);
        }
        var found = CollectionsMarshal.AsSpan(peaks);
        rank.Sort(found);
        return rank.Strongest(found, profile.FramesPerSecond, peaksPerSecond);
    }
}
