using Marketplace.Audio.Landmarks;

namespace Marketplace.Audio.Matching;

/// <summary>Where peaks were heard, drawn as a map of pitch and time: a reference is laid on it and the values under its peaks are added.</summary>
/// <remarks>
/// Pitch-major, so that the values of one pitch at all small shifts in time lie side by side and are added by vector
/// instructions. A peak is drawn as a small hill, because both sides are exact to about half a frame. README.md, eq. 3.
/// One object is filled again for each search and serves one thread.
/// </remarks>
internal sealed class HeardMap
{
    /// <summary>Shifts to either side that are looked at together, frames.</summary>
    public const int Reach = 64;

    /// <summary>Cells of one octave.</summary>
    public const int CellsPerOctave = 160;

    /// <summary>The value of a peak that is met exactly and stands out well.</summary>
    public const int Full = 60;
    private const float LowHz = 235f, Octaves = 4.1f, SigmaFrames = 0.55f, SigmaCells = 0.4f, UsualSalience = 12f;
    private const int Rows = (int)(Octaves * CellsPerOctave), MostFrames = 8192;
    private byte[] cells = [];
    private int stride;

    /// <summary>Frames of heard sound on the map.</summary>
    public int Frames { get; private set; }

    /// <summary>First heard frame of the map.</summary>
    public float Origin { get; private set; }

    /// <summary>Row of a pitch given in octaves over <see cref="ReferenceTrack.PitchOriginHz"/>, not rounded.</summary>
    public static float RowOf(float octaves) => (octaves - LowOctaves) * CellsPerOctave;

    private static readonly float LowOctaves = MathF.Log2(LowHz / ReferenceTrack.PitchOriginHz);

    /// <summary>Values of one pitch from the shift −<see cref="Reach"/> to +<see cref="Reach"/> − 1 around a frame of the map.</summary>
    /// <returns>Empty when the pitch or the frame is outside the map.</returns>
    public ReadOnlySpan<byte> Around(int row, int frame) =>
        (uint)row < Rows && (uint)frame < (uint)Frames ? cells.AsSpan(row * stride + frame, 2 * Reach) : [];

    /// <summary>Draws peaks, in order of time; what was drawn before is gone.</summary>
    public void Draw(ReadOnlySpan<Peak> heard)
    {
        Origin = heard.Length == 0 ? 0 : MathF.Floor(heard[0].Frame);
        Frames = heard.Length == 0 ? 0 : Math.Min(MostFrames, (int)(heard[^1].Frame - Origin) + 2);
        stride = Frames + 2 * Reach;
        if (cells.Length < Rows * stride) cells = new byte[Rows * stride];
        else cells.AsSpan(0, Rows * stride).Clear();
        foreach (var peak in heard) Hill(peak);
    }

    private void Hill(Peak peak)
    {
        var (row, frame) = (RowOf(MathF.Log2(peak.Hz / ReferenceTrack.PitchOriginHz)), peak.Frame - Origin);
        var height = Full * Math.Clamp(MathF.Sqrt(peak.Salience / UsualSalience), 0.5f, 1.5f);
        for (var r = Math.Max(0, (int)row - 1); r <= Math.Min(Rows - 1, (int)row + 2); r++)
            for (var f = Math.Max(0, (int)frame - 1); f <= Math.Min(Frames - 1, (int)frame + 2); f++)
            {
                var (dr, df) = ((r - row) / SigmaCells, (f - frame) / SigmaFrames);
                var value = (byte)(height * MathF.Exp(-0.5f * (dr * dr + df * df)));
                ref var cell = ref cells[r * stride + Reach + f];
                if (value > cell) cell = value;
            }
    }
}
