using System.Numerics;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Spectrum;

namespace Marketplace.Audio.Landmarks;

/// <summary>Finds the peaks of a spectrogram: local maxima, ranked by height over their surroundings.</summary>
/// <remarks>One object serves one thread. README.md, eq. 1–3.</remarks>
public sealed class PeakPicker
{
    // A maximum this close to the floor is rounding noise.
    private const float LeastOverFloorDb = 6f;
    private readonly FingerprintProfile profile;
    private readonly float[] timeMaxima;
    private readonly Vector<float>[] column;
    private readonly int stride;

    /// <summary>Works on spectrograms of this shape.</summary>
    public PeakPicker(FingerprintProfile profile, Spectrogram shape)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(shape);
        this.profile = profile;
        stride = shape.Stride;
        column = new Vector<float>[shape.Bins];
        timeMaxima = new float[shape.Bins * stride];
    }

    /// <summary>Frames beyond a stretch that decide about peaks inside it.</summary>
    public static int MarginFrames(FingerprintProfile profile) =>
        Math.Max(profile.PeakHalfFrames, profile.PatchHalfFrames) + 1;

    /// <summary>Adds the peaks of frames <paramref name="from"/> to <paramref name="to"/> (exclusive) to the list.</summary>
    /// <param name="spectrogram">The stretch, with margins where there are any.</param>
    /// <param name="from">First frame of the stretch that counts.</param>
    /// <param name="to">End of what counts.</param>
    /// <param name="frameOffset">Added to the time of each peak.</param>
    /// <param name="peaks">Receives the peaks, unordered.</param>
    public void Find(Spectrogram spectrogram, int from, int to, int frameOffset, List<Peak> peaks)
    {
        for (var bin = 0; bin < spectrogram.Bins; bin++)
            MaximaOverTime(spectrogram.Row(bin)[..spectrogram.Frames], timeMaxima.AsSpan(bin * stride, stride));

        for (var frame = 0; frame < to; frame += Vector<float>.Count)
        {
            MaximaOverPitch(frame, spectrogram.Bins);
            for (var bin = 1; bin < spectrogram.Bins - 1; bin++)
            {
                var values = spectrogram.Row(bin);
                var greatest = Vector.Max(column[bin], column[Math.Max(0, bin - profile.PeakHalfBins)]);
                var here = new Vector<float>(values[frame..]);
                if (!Vector.GreaterThanOrEqualAny(here, greatest)) continue;
                for (var lane = 0; lane < Vector<float>.Count; lane++)
                {
                    var at = frame + lane;
                    if (at >= Math.Max(from, 1) && at < Math.Min(to, spectrogram.Frames - 1) && values[at] >= greatest[lane]
                        && values[at] > Spectrogram.FloorDecibels + LeastOverFloorDb)
                        Consider(spectrogram, bin, at, frameOffset, peaks);
                }
            }
        }
    }

    // Greatest of each bin and the PeakHalfBins above it, by doubling: of 1, 2, 4 … bins, then two overlapping runs.
    private void MaximaOverPitch(int frame, int bins)
    {
        for (var bin = 0; bin < bins; bin++) column[bin] = new(timeMaxima.AsSpan(bin * stride + frame));
        var (covered, wanted) = (1, profile.PeakHalfBins + 1);
        while (covered < wanted)
        {
            var step = Math.Min(covered, wanted - covered);
            for (var bin = 0; bin < bins - step; bin++) column[bin] = Vector.Max(column[bin], column[bin + step]);
            covered += step;
        }
    }

    private void Consider(Spectrogram spectrogram, int bin, int frame, int frameOffset, List<Peak> peaks)
    {
        var value = spectrogram.Row(bin)[frame];
        var salience = value - PatchMean(spectrogram, bin, frame);
        if (salience < profile.LeastSalienceDb) return;
        var inTime = Vertex(spectrogram.Row(bin)[frame - 1], value, spectrogram.Row(bin)[frame + 1]);
        var inPitch = Vertex(spectrogram.Row(bin - 1)[frame], value, spectrogram.Row(bin + 1)[frame]);
        peaks.Add(new(frame + frameOffset + inTime, (bin + spectrogram.FirstBin + inPitch) * profile.HzPerBin, salience));
    }

    // Every second value is enough for a mean and halves the work twice.
    private float PatchMean(Spectrogram spectrogram, int bin, int frame)
    {
        var (sum, count) = (0f, 0);
        var (firstFrame, lastFrame) = (Math.Max(0, frame - profile.PatchHalfFrames),
            Math.Min(spectrogram.Frames - 1, frame + profile.PatchHalfFrames));
        var lastBin = Math.Min(spectrogram.Bins - 1, bin + profile.PatchHalfBins);
        for (var b = Math.Max(0, bin - profile.PatchHalfBins); b <= lastBin; b += 2)
        {
            var row = spectrogram.Row(b);
            for (var f = firstFrame; f <= lastFrame; f += 2, count++) sum += row[f];
        }
        return sum / count;
    }

    // Vertex of the parabola through three neighbours, −½…½.
    private static float Vertex(float before, float at, float after)
    {
        var curve = before - 2 * at + after;
        return curve >= -1e-6f ? 0 : Math.Clamp(0.5f * (before - after) / curve, -0.5f, 0.5f);
    }

    private void MaximaOverTime(ReadOnlySpan<float> row, Span<float> maxima)
    {
        var half = profile.PeakHalfFrames;
        var frame = 0;
        for (; frame < Math.Min(half, row.Length); frame++) maxima[frame] = MaximumAround(row, frame, half);
        for (; frame + half + Vector<float>.Count <= row.Length; frame += Vector<float>.Count)
        {
            var greatest = new Vector<float>(row[(frame - half)..]);
            for (var shift = 1 - half; shift <= half; shift++)
                greatest = Vector.Max(greatest, new Vector<float>(row[(frame + shift)..]));
            greatest.CopyTo(maxima[frame..]);
        }
        for (; frame < row.Length; frame++) maxima[frame] = MaximumAround(row, frame, half);
        maxima[row.Length..].Fill(float.MaxValue);
    }

    private static float MaximumAround(ReadOnlySpan<float> row, int frame, int half)
    {
        var greatest = float.MinValue;
        for (var f = Math.Max(0, frame - half); f <= Math.Min(row.Length - 1, frame + half); f++)
            greatest = MathF.Max(greatest, row[f]);
        return greatest;
    }
}
