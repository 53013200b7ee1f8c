using Marketplace.Audio.Landmarks;

namespace Marketplace.Audio.Tracking;

/// <summary>The peaks of one recording, laid out to be followed through a stream.</summary>
internal sealed class ReferencePeaks
{
    public ReferencePeaks(string id, Fingerprint print, float framesPerSecond)
    {
        var peaks = print.Peaks.Span;
        (Id, Frames) = (id, (float)(print.DurationSeconds * framesPerSecond));
        (Times, Octaves) = (new float[peaks.Length], new float[peaks.Length]);
        for (var i = 0; i < peaks.Length; i++) (Times[i], Octaves[i]) = (peaks[i].Frame, PeakHistory.OctaveOf(peaks[i].Hz));
    }

    public string Id { get; }

    /// <summary>Length in frames.</summary>
    public float Frames { get; }

    public float[] Times { get; }

    public float[] Octaves { get; }

    /// <summary>Place of the first peak at or after a frame.</summary>
    public int Find(double frame)
    {
        var found = Array.BinarySearch(Times, (float)frame);
        if (found < 0) return ~found;
        while (found > 0 && Times[found - 1] >= frame) found--;
        return found;
    }
}
