using System.Numerics;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Spectrum;

namespace Marketplace.Audio.Landmarks;

/// <summary>Makes the print of a piece of sound.</summary>
public static class Fingerprinter
{
    // About ten seconds: the spectrogram of a stretch stays in the second-level cache.
    private const int StretchFrames = 512;

    /// <summary>Finds the peaks of mono audio.</summary>
    /// <param name="mono">Shape [n], range −1…1 at <see cref="FingerprintProfile.SampleRateHz"/>; what is not a number counts as silence.</param>
    /// <param name="profile">The numbers to work by.</param>
    /// <param name="role">How many peaks to keep.</param>
    /// <returns>A print without peaks when there is less sound than one window, or silence.</returns>
    public static Fingerprint Print(ReadOnlySpan<float> mono, FingerprintProfile profile, PrintRole role)
    {
        ArgumentNullException.ThrowIfNull(profile);
        mono = Finite(mono);
        var frames = Spectrogram.CountFrames(mono.Length, profile);
        var peaks = new List<Peak>();
        if (frames > 0)
        {
            var margin = PeakPicker.MarginFrames(profile);
            var spectrogram = new Spectrogram(profile, Math.Min(StretchFrames + 2 * margin, frames));
            var picker = new PeakPicker(profile, spectrogram);
            for (var from = 0; from < frames; from += StretchFrames)
            {
                var (first, to) = (Math.Max(0, from - margin), Math.Min(frames, from + StretchFrames));
                spectrogram.Fill(mono, first, Math.Min(frames, to + margin) - first);
                picker.Find(spectrogram, from - first, to - first, first, peaks);
            }
        }
        var density = role == PrintRole.Reference ? profile.ReferencePeaksPerSecond : profile.QueryPeaksPerSecond;
        return new(profile.Id, (double)mono.Length / profile.SampleRateHz,
            PeakPicker.Rank(peaks, profile.FramesPerSecond, density));
    }

    private static ReadOnlySpan<float> Finite(ReadOnlySpan<float> mono)
    {
        var (clean, at) = (true, 0);
        for (; clean && at <= mono.Length - Vector<float>.Count; at += Vector<float>.Count)
            clean = Vector.LessThanOrEqualAll(Vector.Abs(new Vector<float>(mono[at..])), new Vector<float>(1e6f));
        for (; clean && at < mono.Length; at++) clean = MathF.Abs(mono[at]) <= 1e6f;
        if (clean) return mono;
        var copy = mono.ToArray();
        for (var i = 0; i < copy.Length; i++)
            if (!(MathF.Abs(copy[i]) <= 1e6f)) copy[i] = 0;
        return copy;
    }
}
