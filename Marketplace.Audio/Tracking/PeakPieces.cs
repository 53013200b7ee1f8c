using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Tracking;

/// <summary>Cuts a stream into pieces with margins, and prints each as soon as it is whole: every peak is found once.</summary>
/// <remarks>What decides about a peak lies within a second of it, so the margin makes the peaks those of the uncut stream.</remarks>
internal sealed class PeakPieces(FingerprintProfile profile, PeakHistory history)
{
    /// <summary>New sound in one piece, seconds.</summary>
    public const int PieceSeconds = 4;
    private const int MarginSeconds = 1;
    private readonly float[] pending = new float[(PieceSeconds + 2 * MarginSeconds) * profile.SampleRateHz];
    private int filled;

    /// <summary>Sample of the stream at which the pending sound begins.</summary>
    private long start;

    /// <summary>Takes samples until a piece is whole.</summary>
    /// <returns>Samples taken, and whether the history has grown.</returns>
    public (int Taken, bool HasGrown) Take(ReadOnlySpan<float> samples)
    {
        var taken = Math.Min(samples.Length, pending.Length - filled);
        samples[..taken].CopyTo(pending.AsSpan(filled));
        filled += taken;
        if (filled < pending.Length) return (taken, false);
        Print(filled - MarginSeconds * profile.SampleRateHz);
        var done = PieceSeconds * profile.SampleRateHz;
        pending.AsSpan(done, filled - done).CopyTo(pending);
        (filled, start) = (filled - done, start + done);
        return (taken, true);
    }

    /// <summary>The stream has ended: prints what is left.</summary>
    public void Finish()
    {
        Print(filled);
        (start, filled) = (start + filled, 0);
    }

    private void Print(int believed)
    {
        var print = Fingerprinter.Print(pending.AsSpan(0, filled), profile, PrintRole.Query);
        var frame = start / profile.HopSamples;
        history.Add(print.Peaks.Span, frame, frame + believed / profile.HopSamples);
    }
}
