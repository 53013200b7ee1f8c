using Marketplace.Audio.Landmarks;

namespace Marketplace.Audio.Tracking;

/// <summary>The peaks of the last minutes of a stream, in order of time, with their pitch in octaves beside them.</summary>
/// <remarks>
/// Times are kept relative to a moving origin, because a float that counts the frames of a day is only true to half a frame.
/// </remarks>
internal sealed class PeakHistory
{
    /// <summary>Pitch zero, Hz: under every peak of every profile.</summary>
    private const float PitchOriginHz = 62.5f;
    private Peak[] peaks = new Peak[1024];
    private float[] octaves = new float[1024];
    private int count;

    /// <summary>Frame of the stream at which the times of <see cref="Peaks"/> begin.</summary>
    public long Origin { get; private set; }

    /// <summary>Number of peaks of the stream before the first that is kept; names a peak for good together with its place.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Frame of the stream up to which all peaks are known.</summary>
    public long End { get; private set; }

    /// <summary>Kept peaks, times relative to <see cref="Origin"/>.</summary>
    public ReadOnlySpan<Peak> Peaks => peaks.AsSpan(0, count);

    /// <summary>Octaves above the pitch origin of the same peaks.</summary>
    public ReadOnlySpan<float> Octaves => octaves.AsSpan(0, count);

    /// <summary>The measure of pitch used here.</summary>
    public static float OctaveOf(float hz) => MathF.Log2(hz / PitchOriginHz);

    /// <summary>Adds the peaks of a piece, whose own time begins at a frame of the stream.</summary>
    /// <param name="piece">Peaks in order of time.</param>
    /// <param name="pieceFrame">Frame of the stream at which the piece begins.</param>
    /// <param name="end">Frame of the stream up to which the piece is to be believed; its later peaks come again.</param>
    public void Add(ReadOnlySpan<Peak> piece, long pieceFrame, long end)
    {
        foreach (var peak in piece)
        {
            var whole = pieceFrame + (long)MathF.Floor(peak.Frame);
            if (whole < End || whole >= end) continue;
            if (count == peaks.Length)
            {
                Array.Resize(ref peaks, count * 2);
                Array.Resize(ref octaves, count * 2);
            }
            octaves[count] = OctaveOf(peak.Hz);
            peaks[count++] = peak with { Frame = whole - Origin + (peak.Frame - MathF.Floor(peak.Frame)) };
        }
        End = end;
    }

    /// <summary>Place of the first kept peak at or after a frame of the stream.</summary>
    public int Find(double frame)
    {
        var wanted = (float)(frame - Origin);
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (peaks[middle].Frame < wanted) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Drops what is older; does nothing until that is worth moving the rest.</summary>
    public void Forget(long before)
    {
        if (before - Origin < 1500) return;
        var gone = Find(before);
        peaks.AsSpan(gone, count - gone).CopyTo(peaks);
        octaves.AsSpan(gone, count - gone).CopyTo(octaves);
        count -= gone;
        var moved = before - Origin;
        for (var i = 0; i < count; i++) peaks[i] = peaks[i] with { Frame = peaks[i].Frame - moved };
        (Origin, Forgotten) = (before, Forgotten + gone);
    }
}
