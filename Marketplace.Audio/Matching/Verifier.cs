using Marketplace.Audio.Landmarks;

namespace Marketplace.Audio.Matching;

/// <summary>Decides whether a recording really lies under heard sound, peak by peak. One object serves one thread.</summary>
/// <remarks>README.md, eq. 3–6.</remarks>
internal sealed class Verifier
{
    private const float CoarseFrames = 14f, CoarseOctaves = 0.03f;
    private const float HitFrames = 1.6f, HitOctaves = 0.011f;
    private const float DecoyFromFrames = 8f, DecoyToFrames = 45f;
    private const float MostChance = 0.6f;
    private const int SlopeSteps = 7;
    private const float SlopeStep = 0.001f;
    private const int TimeCells = (int)(CoarseFrames * 4) + 1, PitchCells = 25;
    private readonly List<(float Time, float TimeError, float PitchError)> pairs = [];
    private readonly float[] histogram = new float[TimeCells];
    private readonly float[] decoyCells = new float[2 * (int)DecoyToFrames + 3];
    private readonly float[] decoySums = new float[2 * (int)DecoyToFrames + 3];
    private float[] pitches = [], gains = [], chances = [];
    private bool[] hits = [];

    /// <summary>Refines the alignment, and finds the part of the heard sound that it explains best.</summary>
    /// <param name="heard">Heard peaks in order of time.</param>
    /// <param name="candidate">Where to look.</param>
    /// <param name="framesPerSecond">Frames in a second.</param>
    /// <returns>Null when nothing fits.</returns>
    public Alignment? Verify(ReadOnlySpan<Peak> heard, Candidate candidate, float framesPerSecond)
    {
        if (heard.Length < 8) return null;
        Prepare(heard);
        var line = Refine(heard, candidate);
        Measure(heard, candidate.Track, line);
        return Extent(heard, candidate.Track, line, framesPerSecond);
    }

    /// <summary>Hits and chance of the last verified line over the peaks outside the given spans of time.</summary>
    public (float Hits, float Expected) Outside(ReadOnlySpan<Peak> heard, Alignment alignment, List<(float From, float To)> covered)
    {
        Prepare(heard);
        Measure(heard, alignment.Track, alignment.Line);
        var (hit, expected) = (0f, 0f);
        for (var i = alignment.FirstPeak; i <= alignment.LastPeak; i++)
        {
            var inside = false;
            foreach (var (from, to) in covered) inside |= heard[i].Frame >= from && heard[i].Frame <= to;
            if (inside) continue;
            hit += hits[i] ? 1 : 0;
            expected += chances[i];
        }
        return (hit, expected);
    }

    private void Prepare(ReadOnlySpan<Peak> heard)
    {
        if (pitches.Length < heard.Length)
            (pitches, gains, chances, hits) = (new float[heard.Length * 2], new float[heard.Length * 2],
                new float[heard.Length * 2], new bool[heard.Length * 2]);
        for (var i = 0; i < heard.Length; i++) pitches[i] = MathF.Log2(heard[i].Hz / ReferenceTrack.PitchOriginHz);
    }

    // All pairs of near peaks; then the slope, offset and pitch at which most of them agree.
    private Line Refine(ReadOnlySpan<Peak> heard, Candidate candidate)
    {
        var (track, line) = (candidate.Track, candidate.Line);
        var (times, refs) = (track.Times, track.Pitches);
        var shift = MathF.Log2(line.Pitch);
        pairs.Clear();
        var first = 0;
        for (var i = 0; i < heard.Length; i++)
        {
            var (time, pitch) = (heard[i].Frame * line.Tempo + line.Offset, pitches[i] - shift);
            while (first < times.Length && times[first] / ReferenceTrack.TimeSteps < time - CoarseFrames) first++;
            for (var j = first; j < times.Length; j++)
            {
                var timeError = times[j] / ReferenceTrack.TimeSteps - time;
                if (timeError > CoarseFrames) break;
                var pitchError = refs[j] / ReferenceTrack.PitchSteps - pitch;
                if (MathF.Abs(pitchError) < CoarseOctaves) pairs.Add((heard[i].Frame, timeError, pitchError));
            }
        }
        var middle = (heard[0].Frame + heard[^1].Frame) / 2;
        var (bestMass, bestSlope, bestError) = (-1f, 0f, 0f);
        for (var step = -SlopeSteps; step <= SlopeSteps; step++)
        {
            var slope = step * SlopeStep;
            Array.Clear(histogram);
            foreach (var (time, timeError, _) in pairs)
            {
                var cell = (int)((timeError - slope * (time - middle) + CoarseFrames) * 2 + 0.5f);
                if ((uint)cell < TimeCells) histogram[cell]++;
            }
            for (var c = 1; c < TimeCells - 1; c++)
            {
                var mass = histogram[c] + 0.7f * (histogram[c - 1] + histogram[c + 1]);
                // The vote's own slope wins a tie: a longer search must not prefer chance.
                if (mass <= bestMass + (step == 0 ? -0.5f : 0)) continue;
                var centre = (histogram[c + 1] - histogram[c - 1]) / Math.Max(1, histogram[c - 1] + histogram[c] + histogram[c + 1]);
                (bestMass, bestSlope, bestError) = (mass, slope, (c + centre) / 2 - CoarseFrames);
            }
        }
        var tempo = line.Tempo + bestSlope;
        var offset = line.Offset + bestError - bestSlope * middle;
        var pitchRatio = (candidate.IsSpeed ? tempo : line.Pitch) * MathF.Pow(2, -PitchShift(bestSlope, bestError, middle, candidate));
        return new(tempo, pitchRatio, offset);
    }

    // The pitch error left when the slope is known; a resampled recording brings its own with the slope.
    private float PitchShift(float slope, float error, float middle, Candidate candidate)
    {
        var bound = candidate.IsSpeed ? MathF.Log2((candidate.Line.Tempo + slope) / candidate.Line.Pitch) : 0;
        Span<float> cells = stackalloc float[PitchCells];
        cells.Clear();
        var width = 2 * CoarseOctaves / PitchCells;
        foreach (var (time, timeError, pitchError) in pairs)
        {
            if (MathF.Abs(timeError - slope * (time - middle) - error) > HitFrames) continue;
            var cell = (int)((pitchError + bound + CoarseOctaves) / width);
            if ((uint)cell < PitchCells) cells[cell]++;
        }
        var (best, mass) = (PitchCells / 2, -1f);
        for (var c = 1; c < PitchCells - 1; c++)
        {
            var here = cells[c - 1] + cells[c] + cells[c + 1] - 0.1f * Math.Abs(c - PitchCells / 2);
            if (here > mass) (best, mass) = (c, here);
        }
        return (best - PitchCells / 2) * width;
    }

    // For each heard peak: does the recording have it, and how likely would it seem to by chance? Chance is measured at
    // the same pitch some frames away, so held notes count for little.
    private void Measure(ReadOnlySpan<Peak> heard, ReferenceTrack track, Line line)
    {
        var (times, refs) = (track.Times, track.Pitches);
        var shift = MathF.Log2(line.Pitch);
        Array.Clear(decoyCells);
        var first = 0;
        for (var i = 0; i < heard.Length; i++)
        {
            var (time, pitch) = (heard[i].Frame * line.Tempo + line.Offset, pitches[i] - shift);
            while (first < times.Length && times[first] / ReferenceTrack.TimeSteps < time - DecoyToFrames) first++;
            var (near, decoys) = (false, 0);
            for (var j = first; j < times.Length; j++)
            {
                var timeError = times[j] / ReferenceTrack.TimeSteps - time;
                if (timeError > DecoyToFrames) break;
                if (MathF.Abs(refs[j] / ReferenceTrack.PitchSteps - pitch) > HitOctaves) continue;
                if (MathF.Abs(timeError) <= HitFrames) near = true;
                else if (MathF.Abs(timeError) >= DecoyFromFrames)
                {
                    decoys++;
                    decoyCells[(int)(timeError + DecoyToFrames + 1.5f)]++;
                }
            }
            hits[i] = near;
            chances[i] = decoys * HitFrames / (DecoyToFrames - DecoyFromFrames);
        }
        var rhythm = Rhythm();
        for (var i = 0; i < heard.Length; i++) chances[i] = MathF.Min(MostChance, 0.01f + chances[i] * rhythm);
    }

    // Two songs of one tempo agree on every beat. If shifts by some frames (a beat among them) agree nearly as well as the
    // line itself, the agreement is rhythm: chance is raised from the mean shift to that of the best tenth.
    private float Rhythm()
    {
        var (count, total) = (0, 0f);
        for (var c = 1; c < decoyCells.Length - 1; c++)
        {
            if (MathF.Abs(c - 1 - DecoyToFrames) < DecoyFromFrames + 1) continue;
            decoySums[count] = decoyCells[c - 1] + decoyCells[c] + decoyCells[c + 1];
            total += decoySums[count++];
        }
        Array.Sort(decoySums, 0, count);
        return total == 0 ? 1 : Math.Max(1, decoySums[(int)(count * 0.9f)] * count / total);
    }

    // The stretch of greatest sum, where a peak gains when it is met and loses when it is not: a change point on both sides.
    private Alignment? Extent(ReadOnlySpan<Peak> heard, ReferenceTrack track, Line line, float framesPerSecond)
    {
        var price = 0.4f * TypicalGain(heard, framesPerSecond);
        if (price <= 0.02f) return null;
        var (sum, from, best, bestFrom, bestTo) = (0f, 0, 0f, 0, -1);
        for (var i = 0; i < heard.Length; i++)
        {
            gains[i] = (hits[i] ? 1 : 0) - chances[i] - price;
            if (sum <= 0) (sum, from) = (0, i);
            sum += gains[i];
            if (sum > best) (best, bestFrom, bestTo) = (sum, from, i);
        }
        if (bestTo < bestFrom) return null;
        var (hit, expected) = (0f, 0f);
        for (var i = bestFrom; i <= bestTo; i++)
        {
            hit += hits[i] ? 1 : 0;
            expected += chances[i];
        }
        return new(track, line, bestFrom, bestTo, hit, expected);
    }

    // Mean gain of the best third of all seconds: what a peak gains where the recording is really heard.
    private float TypicalGain(ReadOnlySpan<Peak> heard, float framesPerSecond)
    {
        var seconds = (int)((heard[^1].Frame - heard[0].Frame) / framesPerSecond) + 1;
        var (sums, counts) = (new float[seconds], new int[seconds]);
        for (var i = 0; i < heard.Length; i++)
        {
            var second = (int)((heard[i].Frame - heard[0].Frame) / framesPerSecond);
            sums[second] += (hits[i] ? 1 : 0) - chances[i];
            counts[second]++;
        }
        for (var s = 0; s < seconds; s++) sums[s] = counts[s] < 5 ? 0 : sums[s] / counts[s];
        Array.Sort(sums);
        var third = Math.Max(1, Math.Min(seconds / 3, 10));
        return sums.AsSpan(seconds - third).ToArray().Average();
    }
}
