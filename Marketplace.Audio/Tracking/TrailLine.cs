namespace Marketplace.Audio.Tracking;

/// <summary>
/// Where a recording lies under a stream, corrected as it is followed: a straight line, plus a regression of the last time errors
/// that forgets, so that a drifting clock or a slow hand on the speed is followed. A value: copies go their own ways.
/// </summary>
internal struct TrailLine
{
    /// <summary>How long an error counts, frames (20 s).</summary>
    private const double MemoryFrames = 1000;
    /// <summary>Speed errors beyond this are unusual; in frame² it outweighs the first seconds of evidence.</summary>
    private const double SlopePrior = 7e5, PitchMemory = 400;
    private readonly double atFrame, atReference, tempo, octaves;
    private double time, weight, sumTime, sumTime2, sumError, sumTimeError;
    private double offset, slope, pitchWeight, pitchError;

    /// <summary>Reference frame = (stream frame − <paramref name="atFrame"/>)·tempo + <paramref name="atReference"/>.</summary>
    public TrailLine(double atFrame, double atReference, double tempo, double pitch)
    {
        (this.atFrame, this.atReference, this.tempo, octaves) = (atFrame, atReference, tempo, Math.Log2(pitch));
        time = atFrame;
    }

    /// <summary>Seconds of the recording in one second of the stream, as it is now.</summary>
    public readonly double Tempo => tempo + slope;

    /// <summary>Octaves by which the stream is higher than the recording.</summary>
    public readonly double Octaves => octaves + pitchError;

    /// <summary>Frame of the recording at a frame of the stream.</summary>
    public readonly double ReferenceAt(double frame) => (frame - atFrame) * tempo + atReference + offset + slope * (frame - time);

    /// <summary>Frame of the stream at a frame of the recording.</summary>
    public readonly double StreamAt(double reference) =>
        (reference - atReference - offset + slope * time + atFrame * tempo) / (tempo + slope);

    /// <summary>A peak was met: it lay so many reference frames and octaves beside the line.</summary>
    public void Note(double frame, double error, double pitch)
    {
        MoveTo(frame);
        var nominal = error + offset + slope * (frame - time);
        weight++;
        sumError += nominal;
        pitchWeight = Math.Min(PitchMemory, pitchWeight + 1);
        pitchError = Math.Clamp(pitchError + 0.5 * pitch / (pitchWeight + 20), -0.012, 0.012);
    }

    /// <summary>Takes what was noted into the line.</summary>
    public void Adjust()
    {
        if (weight < 5) return;
        var (meanTime, meanError) = (sumTime / weight, sumError / weight);
        var spread = sumTime2 - meanTime * sumTime;
        var newSlope = (sumTimeError - meanTime * sumError) / (spread + SlopePrior);
        (offset, slope) = (meanError - newSlope * meanTime, newSlope);
    }

    // Moves the origin of all sums to the frame, and lets them fade by the way.
    private void MoveTo(double frame)
    {
        var step = frame - time;
        if (step == 0) return;
        sumTime2 += -2 * step * sumTime + step * step * weight;
        sumTime -= step * weight;
        sumTimeError -= step * sumError;
        offset += slope * step;
        time = frame;
        var fade = Math.Exp(-Math.Abs(step) / MemoryFrames);
        (weight, sumTime, sumTime2) = (weight * fade, sumTime * fade, sumTime2 * fade);
        (sumError, sumTimeError) = (sumError * fade, sumTimeError * fade);
    }
}
