namespace Marketplace.Audio.Matching;

/// <summary>A recording laid under heard sound: reference frame = heard frame × Tempo + Offset.</summary>
internal readonly record struct Line(float Tempo, float Pitch, float Offset);

/// <summary>A possible alignment, to be verified.</summary>
internal readonly record struct Candidate(ReferenceTrack Track, Line Line, bool IsSpeed, int Votes);

/// <summary>A verified alignment.</summary>
/// <param name="Track">The recording.</param>
/// <param name="Line">Where it lies, refined.</param>
/// <param name="FirstPeak">First heard peak of the part that fits.</param>
/// <param name="LastPeak">Last heard peak of the part that fits.</param>
/// <param name="Hits">Heard peaks of that part that the recording has too.</param>
/// <param name="Expected">How many chance would give.</param>
internal readonly record struct Alignment(
    ReferenceTrack Track, Line Line, int FirstPeak, int LastPeak, float Hits, float Expected)
{
    public float Z => (Hits - Expected) / MathF.Sqrt(Expected + 1);
}
