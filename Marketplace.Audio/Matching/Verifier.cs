using System.Runtime.Intrinsics;
using Marketplace.Audio.Landmarks;

namespace Marketplace.Audio.Matching;

/// <summary>Decides whether a recording really lies under heard sound, peak by peak. One object serves one thread.</summary>
/// <remarks>
/// The peaks of the recording are laid on the map of what was heard and the values under them are added. What chance
/// gives is measured on the same peaks at other shifts in time: held notes, a common beat and a busy map raise both alike
/// and cancel. README.md, eq. 3–6.
/// </remarks>
internal sealed class Verifier
{
    private const int Parts = 8, GuardFrames = 5, CoarseFrames = 16, LookStride = 4;
    private const float LeastVariance = 1.0f, SlopeStep = 0.0006f, PitchCellStep = 0.5f;
    private const int SlopeSteps = 12, PitchSteps = 4;
    private readonly HeardMap map = new();
    private readonly ushort[][] sums = [.. Enumerable.Range(0, Parts).Select(_ => new ushort[ShiftSums.Count])];
    private readonly int[] total = new int[ShiftSums.Count];
    private readonly int[] counts = new int[Parts];
    private ReadOnlyMemory<Peak> drawn;
    private float[] gains = [];

    /// <summary>Takes up what was heard, which must stay as it is; everything else works on it.</summary>
    public void Hear(ReadOnlyMemory<Peak> heard)
    {
        drawn = heard;
        map.Draw(heard.Span);
    }

    /// <summary>A first, quick look at a candidate.</summary>
    public Prospect Look(Candidate candidate)
    {
        var best = 0f;
        for (var step = -1; step <= 1; step++)
        {
            Lay(candidate.Track, candidate.Line, step, 0, map.Frames);
            best = Math.Max(best, Coarse(LookStride, out _, out _));
        }
        return new(candidate, best);
    }

    /// <summary>Refines the alignment, and finds the part of the heard sound that it explains best.</summary>
    /// <returns>Null when nothing fits.</returns>
    public Alignment? Verify(Candidate candidate)
    {
        if (drawn.Length < 8) return null;
        var line = Refine(candidate);
        return Extent(candidate.Track, line);
    }

    /// <summary>Z of an alignment over the parts of it that the given spans of heard frames do not cover.</summary>
    public float ZOutside(Alignment alignment, List<(float From, float To)> covered)
    {
        Clear();
        var at = drawn.Span[alignment.FirstPeak].Frame - map.Origin;
        var end = drawn.Span[alignment.LastPeak].Frame - map.Origin;
        while (at < end)
        {
            var (from, to, moved) = (at, end, false);
            foreach (var (first, last) in covered)
            {
                if (from + map.Origin >= first && from + map.Origin <= last)
                {
                    (at, moved) = (last - map.Origin + 1, true);
                    break;
                }
                if (first - map.Origin > from) to = Math.Min(to, first - map.Origin);
            }
            if (moved) continue;
            Add(alignment.Track, alignment.Line, 0, from, to);
            at = to + 1;
        }
        Total(0);
        return Z(0);
    }

    private Line Refine(Candidate candidate)
    {
        var (bestZ, best) = (float.MinValue, candidate.Line);
        for (var step = -PitchSteps; step <= PitchSteps; step++)
        {
            Lay(candidate.Track, candidate.Line, step * PitchCellStep, 0, map.Frames);
            var z = Coarse(1, out var slope, out var shift);
            if (z <= bestZ) continue;
            // heard = (reference − offset) / tempo + shift + slope·(heard − middle), solved for the reference.
            var line = candidate.Line;
            var middle = map.Origin + map.Frames / 2f;
            var tempo = line.Tempo / (1 + slope);
            (bestZ, best) = (z, new(tempo, line.Pitch * MathF.Pow(2, step * PitchCellStep / HeardMap.CellsPerOctave),
                line.Offset + line.Tempo * middle - tempo * (middle + shift)));
        }
        return Sharpen(candidate.Track, best);
    }

    // Half a frame and a quarter of a cell decide about weak alignments.
    private Line Sharpen(ReferenceTrack track, Line line)
    {
        var (best, mass) = (line, Value(track, line));
        foreach (var (time, slope, pitch) in Neighbours)
        {
            var middle = map.Origin + map.Frames / 2f;
            var tempo = best.Tempo * (1 + slope);
            var moved = new Line(tempo, best.Pitch * (1 + pitch), best.Offset + (best.Tempo - tempo) * middle + time);
            var value = Value(track, moved);
            if (value > mass) (best, mass) = (moved, value);
        }
        return best;
    }

    private static readonly (float Time, float Slope, float Pitch)[] Neighbours =
    [
        (0.35f, 0, 0), (-0.35f, 0, 0), (0, 0.0003f, 0), (0, -0.0003f, 0), (0, 0, 0.0008f), (0, 0, -0.0008f),
        (0.2f, 0, 0), (-0.2f, 0, 0), (0, 0.00015f, 0), (0, -0.00015f, 0), (0, 0, 0.0005f), (0, 0, -0.0005f),
    ];

    private int Value(ReferenceTrack track, Line line)
    {
        var sum = 0;
        var times = track.Times;
        var pitches = track.Pitches;
        var (perStep, atZero, row) = Scale(line);
        for (var i = FirstOf(track, line, 0); i < times.Length; i++)
        {
            var frame = times[i] * perStep + atZero;
            if (frame >= map.Frames) break;
            var around = map.Around((int)(pitches[i] * RowsPerStep + row), (int)(frame + 0.5f));
            if (around.Length > 0) sum += around[HeardMap.Reach];
        }
        return sum;
    }

    // Frame of the map = time in steps × PerStep + AtZero; row of the map = pitch in steps × RowsPerStep + Row, cut.
    private (float PerStep, float AtZero, float Row) Scale(Line line) =>
        (1 / (ReferenceTrack.TimeSteps * line.Tempo), -line.Offset / line.Tempo - map.Origin, RowAtZero(line));

    // Adds the values under the recording's peaks, part by part of the heard time.
    private void Lay(ReferenceTrack track, Line line, float pitchCells, float from, float to)
    {
        Clear();
        Add(track, line, pitchCells, from, to);
    }

    private void Clear()
    {
        foreach (var part in sums) Array.Clear(part);
        Array.Clear(counts);
    }

    private void Add(ReferenceTrack track, Line line, float pitchCells, float from, float to)
    {
        var times = track.Times;
        var pitches = track.Pitches;
        var partsPerFrame = Parts / (map.Frames + 1f);
        var (perStep, atZero, row) = Scale(line);
        row += pitchCells;
        for (var i = FirstOf(track, line, from); i < times.Length; i++)
        {
            var frame = times[i] * perStep + atZero;
            if (frame >= to) break;
            var around = map.Around((int)(pitches[i] * RowsPerStep + row), (int)(frame + 0.5f));
            if (around.Length == 0) continue;
            var part = (int)(frame * partsPerFrame);
            if (counts[part]++ >= ShiftSums.MostStretches * 2) continue;
            ShiftSums.Add(around, sums[part]);
        }
    }

    // The best slope and shift of what was laid; z against all other shifts.
    private float Coarse(int stride, out float slope, out int shift)
    {
        var (best, bestStep, bestShift) = (-1, 0, 0);
        Span<ushort> sheared = stackalloc ushort[2 * CoarseFrames];
        for (var step = -SlopeSteps; step <= SlopeSteps; step += stride)
        {
            Shear(step, sheared);
            for (var s = 0; s < sheared.Length; s++)
            {
                // The vote's own slope wins a tie: a longer search must not prefer chance.
                if (sheared[s] <= best + (step == 0 ? -1 : 0)) continue;
                (best, bestStep, bestShift) = (sheared[s], step, s - CoarseFrames);
            }
        }
        (slope, shift) = (bestStep * SlopeStep, bestShift);
        Total(bestStep);
        return Z(bestShift);
    }

    // Sums of the middle shifts along a slope; parts of long windows are halved rather than let overflow.
    private void Shear(int step, Span<ushort> sheared)
    {
        var (low, high) = (Vector256<ushort>.Zero, Vector256<ushort>.Zero);
        var halvings = map.Frames > 1000 ? 2 : 0;
        for (var part = 0; part < Parts; part++)
        {
            var at = HeardMap.Reach - CoarseFrames + Math.Clamp(Lean(step, part), CoarseFrames - HeardMap.Reach, HeardMap.Reach - CoarseFrames);
            low += Vector256.Create<ushort>(sums[part].AsSpan(at)) >> halvings;
            high += Vector256.Create<ushort>(sums[part].AsSpan(at + Vector256<ushort>.Count)) >> halvings;
        }
        low.CopyTo(sheared);
        high.CopyTo(sheared[Vector256<ushort>.Count..]);
    }

    private int Lean(int step, int part) =>
        (int)MathF.Round(step * SlopeStep * ((part + 0.5f) / Parts - 0.5f) * map.Frames);

    private void Total(int step)
    {
        Array.Clear(total);
        for (var part = 0; part < Parts; part++) ShiftSums.AddLeaning(sums[part], Lean(step, part), total);
    }

    // Against the other shifts, and against pure chance: a shared beat fails the first, a few lucky peaks the second.
    private float Z(int shift)
    {
        var (mean, variance) = OtherShifts(shift);
        var excess = Math.Max(0, Evidence(shift) - mean);
        var againstShifts = excess / MathF.Sqrt(variance + 0.05f * mean + LeastVariance);
        var againstChance = excess / MathF.Sqrt(mean + 1);
        return MathF.Sqrt(againstShifts * againstChance);
    }

    private float Excess(int shift) => Evidence(shift) - OtherShifts(shift).Mean;

    private float Evidence(int shift) => total[HeardMap.Reach + shift] / (float)HeardMap.Full;

    private (float Mean, float Variance) OtherShifts(int shift)
    {
        var (sum, squares, count) = (0f, 0f, 0);
        for (var i = GuardFrames; i < ShiftSums.Count - GuardFrames; i++)
        {
            if (Math.Abs(i - HeardMap.Reach - shift) <= GuardFrames) continue;
            var value = total[i] / (float)HeardMap.Full;
            sum += value;
            squares += value * value;
            count++;
        }
        var mean = sum / count;
        return (mean, Math.Max(0, squares / count - mean * mean));
    }

    // The stretch of greatest sum, where a peak gains when it is met and loses when it is not: a change point on both sides.
    private Alignment? Extent(ReferenceTrack track, Line line)
    {
        var first = FirstOf(track, line, 0);
        var count = Gains(track, line, first);
        if (count < 8) return null;
        var price = 0.35f * TypicalGain(count);
        if (price <= 0.01f) return null;
        var (sum, from, best, bestFrom, bestTo) = (0f, 0, 0f, 0, -1);
        for (var k = 0; k < count; k++)
        {
            if (sum <= 0) (sum, from) = (0, k);
            sum += gains[k] - price;
            if (sum > best) (best, bestFrom, bestTo) = (sum, from, k);
        }
        if (bestTo - bestFrom < 8) return null;
        var hits = 0;
        for (var k = bestFrom; k <= bestTo; k++) hits += gains[k] > 0.4f ? 1 : 0;
        var (start, end) = (Heard(track, first + bestFrom, line), Heard(track, first + bestTo, line));
        Lay(track, line, 0, start - 0.01f, end + 0.01f);
        Total(0);
        return new(track, line, PeakAt(start), PeakAt(end), hits, Excess(0), Z(0));
    }

    // For each peak of the recording: what is heard at it over what is heard around it.
    private int Gains(ReferenceTrack track, Line line, int first)
    {
        var times = track.Times[first..];
        var pitches = track.Pitches[first..];
        var (perStep, atZero, row) = Scale(line);
        var count = 0;
        for (; count < times.Length && times[count] * perStep + atZero < map.Frames; count++)
        {
            if (gains.Length <= count) Array.Resize(ref gains, Math.Max(512, count * 2));
            var around = map.Around((int)(pitches[count] * RowsPerStep + row), (int)(times[count] * perStep + atZero + 0.5f));
            gains[count] = around.Length == 0 ? 0
                : (around[HeardMap.Reach] - ShiftSums.Total(around) / (float)ShiftSums.Count) / HeardMap.Full;
        }
        return count;
    }

    // Mean gain of the best third, in runs of about a second: what a peak gains where the recording is really heard.
    private float TypicalGain(int count)
    {
        const int Run = 24;
        Span<float> runs = stackalloc float[Math.Clamp(count / Run, 1, 64)];
        var each = count / (float)runs.Length;
        for (var r = 0; r < runs.Length; r++)
        {
            var (from, to) = ((int)(r * each), Math.Max((int)(r * each) + 1, (int)((r + 1) * each)));
            for (var k = from; k < to; k++) runs[r] += gains[k] / (to - from);
        }
        runs.Sort();
        var third = Math.Clamp(runs.Length / 3, 1, 10);
        var typical = 0f;
        foreach (var run in runs[^third..]) typical += run / third;
        return typical;
    }

    private int PeakAt(float frame)
    {
        var peaks = drawn.Span;
        var (low, high) = (0, peaks.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (peaks[middle].Frame - map.Origin < frame - 0.5f) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private float Heard(ReferenceTrack track, int peak, Line line) =>
        (track.Times[peak] / ReferenceTrack.TimeSteps - line.Offset) / line.Tempo - map.Origin;

    private const float RowsPerStep = HeardMap.CellsPerOctave / ReferenceTrack.PitchSteps;

    // Row of pitch zero, half a row up so that cutting rounds; far below zero only where the map ends anyway.
    private static float RowAtZero(Line line) => HeardMap.RowOf(0) + MathF.Log2(line.Pitch) * HeardMap.CellsPerOctave + 0.5f;

    private int FirstOf(ReferenceTrack track, Line line, float frame)
    {
        var wanted = Math.Max(0, ((frame + map.Origin) * line.Tempo + line.Offset) * ReferenceTrack.TimeSteps);
        var times = track.Times;
        var found = times.BinarySearch((uint)MathF.Ceiling(wanted));
        var at = found >= 0 ? found : ~found;
        while (at > 0 && times[at - 1] >= wanted) at--;
        return at;
    }
}
