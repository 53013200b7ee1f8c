using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>The peaks of the last minutes of a stream, each once although windows overlap.</summary>
internal sealed class PeakHistory(FingerprintProfile profile)
{
    // Peaks within this of a window's edge come from a cut surrounding; the next window has them whole.
    private const int EdgeFrames = 125;
    private readonly List<(long Frame, Peak Peak)> peaks = [];

    public void Add(ReadOnlySpan<Peak> window, long windowFrame, bool isLast)
    {
        var known = peaks.Count == 0 ? -1 : peaks[^1].Frame;
        var end = isLast || window.Length == 0 ? float.MaxValue : 10 * profile.FramesPerSecond - EdgeFrames;
        foreach (var peak in window)
        {
            var frame = windowFrame + (long)MathF.Floor(peak.Frame);
            if (frame <= known || peak.Frame >= end) continue;
            peaks.Add((frame, peak with { Frame = peak.Frame - MathF.Floor(peak.Frame) }));
        }
    }

    /// <summary>Peaks of a stretch, with times in frames from the answered second.</summary>
    public (Peak[] Peaks, double OriginSeconds) Between(double fromSeconds, double toSeconds)
    {
        var origin = (long)(Math.Max(0, fromSeconds) * profile.FramesPerSecond);
        var end = (long)(toSeconds * profile.FramesPerSecond);
        var found = peaks.Where(p => p.Frame >= origin && p.Frame <= end)
            .Select(p => p.Peak with { Frame = p.Frame - origin + p.Peak.Frame }).ToArray();
        return (found, origin / (double)profile.FramesPerSecond);
    }

    public void Forget(double beforeSeconds)
    {
        var before = (long)(beforeSeconds * profile.FramesPerSecond);
        peaks.RemoveRange(0, peaks.FindIndex(p => p.Frame >= before) is var i && i < 0 ? 0 : i);
    }
}
