using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Tracking;

/// <summary>One recording followed through a stream along one line, backwards from where it was found and forwards with the sound.</summary>
/// <remarks>README.md, eq. 1–3. The question is put to the recording's peaks: is each of them in the stream? Foreign sound then only hides.</remarks>
internal sealed class Trail
{
    private const float HitFrames = 1.6f, HitOctaves = 0.011f, CatchFrames = 3f;
    private const float DecoyFromFrames = 8f, DecoyToFrames = 45f, MostChance = 0.6f, LeastChance = 0.01f;
    private const double HopelessLoss = 60;
    private readonly float lowOctave, highOctave;
    private readonly float[] decoys = new float[2 * (int)DecoyToFrames + 3];
    private TrailLine front;
    private long frontBin;

    /// <summary>Begins where a search has found the recording.</summary>
    /// <param name="reference">The recording.</param>
    /// <param name="line">Where it lies.</param>
    /// <param name="history">Peaks of the stream.</param>
    /// <param name="fits">Frames of the stream between which it fits.</param>
    /// <param name="notBefore">Frame of the stream before which it is not looked for.</param>
    /// <param name="profile">The numbers of the peaks.</param>
    public Trail(
        ReferencePeaks reference, TrailLine line, PeakHistory history, (double From, double To) fits, double notBefore, FingerprintProfile profile)
    {
        Reference = reference;
        (lowOctave, highOctave) = (PeakHistory.OctaveOf(profile.LowHz), PeakHistory.OctaveOf(profile.HighHz));
        var (first, last) = ((long)(fits.From / TrailBins.Frames), (long)(fits.To / TrailBins.Frames));
        // Once over the part that fits, so that the line is well known before it is believed anywhere.
        front = line;
        for (var bin = first; bin <= last; bin++) Measure(history, bin, ref front, null);
        var middle = (first + last) / 2;
        FoundAt = middle * TrailBins.Frames;
        Bins.StartAt(middle);
        frontBin = middle;
        Backwards(history, front, middle, Math.Max(history.Origin, notBefore));
        Follow(history);
    }

    public ReferencePeaks Reference { get; }

    public TrailBins Bins { get; } = new();

    /// <summary>Numbers of the stream's peaks that this recording claims, each with its bin; not in order.</summary>
    public List<(long Bin, long Peak)> Claims { get; } = new(1024);

    /// <summary>Frame of the stream from which it was followed both ways.</summary>
    public double FoundAt { get; }

    /// <summary>The line as it is at the front.</summary>
    public TrailLine Line => front;

    /// <summary>The line as it was where the recording was found.</summary>
    public TrailLine FirstLine { get; private set; }

    /// <summary>Frame of the stream up to which it was followed.</summary>
    public double End => frontBin * TrailBins.Frames;

    /// <summary>Whether the recording is over by its own length.</summary>
    public bool HasRunOut => front.ReferenceAt(End) >= Reference.Frames;

    /// <summary>Follows the recording to the end of what is known of the stream.</summary>
    public void Follow(PeakHistory history)
    {
        // The last peaks that decide about chance must be known.
        var end = (long)((history.End - DecoyToFrames) / TrailBins.Frames);
        for (; frontBin < end && !HasRunOut; frontBin++) Bins.Append(Measure(history, frontBin, ref front, Claims));
    }

    /// <summary>The stream has ended: the last bins are measured with what there is.</summary>
    public void FollowToEnd(PeakHistory history)
    {
        for (; (frontBin + 1) * TrailBins.Frames <= history.End && !HasRunOut; frontBin++)
            Bins.Append(Measure(history, frontBin, ref front, Claims));
    }

    /// <summary>Whether an alignment found later is this line.</summary>
    public bool Explains(string id, double streamFrame, double referenceFrame, double toleranceFrames) =>
        Reference.Id == id && Math.Abs(front.ReferenceAt(streamFrame) - referenceFrame) < toleranceFrames;

    /// <summary>How many times more peaks than the mean shift the best shifts by some frames meet: a beat that many songs share.</summary>
    public float Rhythm()
    {
        var (count, total) = (0, 0f);
        Span<float> sums = stackalloc float[decoys.Length];
        for (var c = 1; c < decoys.Length - 1; c++)
        {
            if (MathF.Abs(c - 1 - DecoyToFrames) < DecoyFromFrames + 1) continue;
            sums[count] = decoys[c - 1] + decoys[c] + decoys[c + 1];
            total += sums[count++];
        }
        sums = sums[..count];
        sums.Sort();
        return total == 0 ? 1 : Math.Max(1, sums[(int)(count * 0.95f)] * count / total);
    }

    private void Backwards(PeakHistory history, TrailLine line, long bin, double notBefore)
    {
        var (gain, best) = (0.0, 0.0);
        while (bin > 0 && (bin - 1) * TrailBins.Frames >= notBefore && line.ReferenceAt(bin * TrailBins.Frames) > 0)
        {
            bin--;
            var measured = Measure(history, bin, ref line, Claims);
            Bins.Prepend(measured);
            // Rough: what matters is only when to stop looking.
            gain += measured.Hits - measured.Expected - 0.08 * measured.Peaks;
            best = Math.Max(best, gain);
            if (gain < best - HopelessLoss) break;
        }
        FirstLine = line;
    }

    private TrailBin Measure(PeakHistory history, long bin, ref TrailLine line, List<(long Bin, long Peak)>? claims)
    {
        var (from, to) = (bin * TrailBins.Frames, (bin + 1) * TrailBins.Frames);
        var (tempo, shift) = (line.Tempo, (float)line.Octaves);
        var (first, last) = (Reference.Find(line.ReferenceAt(from)), Reference.Find(line.ReferenceAt(to)));
        if (first == last) return default;
        var origin = history.Origin;
        var (near, far) = (history.Find(from - DecoyToFrames), history.Find(to + DecoyToFrames));
        ReadOnlySpan<Peak> heard = history.Peaks;
        var octaves = history.Octaves;
        var (peaks, hits, expected) = (0, 0, 0f);
        for (var r = first; r < last; r++)
        {
            var octave = Reference.Octaves[r] + shift;
            if (octave < lowOctave || octave > highOctave) continue;
            var at = (float)(line.StreamAt(Reference.Times[r]) - origin);
            var (best, bestError, beside) = (-1, CatchFrames, 0);
            for (var j = near; j < far; j++)
            {
                var apart = octaves[j] - octave;
                if (apart > HitOctaves || apart < -HitOctaves) continue;
                var error = heard[j].Frame - at;
                var size = MathF.Abs(error);
                if (size <= bestError) (best, bestError) = (j, size);
                else if (size is >= DecoyFromFrames and <= DecoyToFrames)
                {
                    beside++;
                    decoys[(int)(error + DecoyToFrames + 1.5f)]++;
                }
            }
            peaks++;
            expected += MathF.Min(MostChance, LeastChance + beside * HitFrames / (DecoyToFrames - DecoyFromFrames));
            if (best < 0) continue;
            // A peak heard late means that the recording runs late.
            line.Note(at + origin, (at - heard[best].Frame) * tempo, octaves[best] - octave);
            if (bestError > HitFrames) continue;
            hits++;
            claims?.Add((bin, history.Forgotten + best));
        }
        line.Adjust();
        return new(peaks, hits, expected);
    }
}
