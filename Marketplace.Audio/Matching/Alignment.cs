namespace Marketplace.Audio.Matching;

/// <summary>A recording laid under heard sound: reference frame = heard frame × Tempo + Offset.</summary>
internal readonly record struct Line(float Tempo, float Pitch, float Offset);

/// <summary>A possible alignment, to be verified.</summary>
internal readonly record struct Candidate(ReferenceTrack Track, Line Line, bool IsSpeed, int Votes);

/// <summary>A candidate after the first look at it.</summary>
/// <param name="Candidate">Where it was proposed.</param>
/// <param name="Z">Standard deviations by which its best shift stands over all others.</param>
internal readonly record struct Prospect(Candidate Candidate, float Z);

/// <summary>A verified alignment.</summary>
/// <param name="Track">The recording.</param>
/// <param name="Line">Where it lies, refined.</param>
/// <param name="FirstPeak">First heard peak of the part that fits.</param>
/// <param name="LastPeak">Last heard peak of the part that fits.</param>
/// <param name="Hits">Peaks of the recording that were heard in that part.</param>
/// <param name="Excess">Evidence over what chance gives, in peaks met exactly.</param>
/// <param name="Z">How far this line stands over chance, see <see cref="Verifier"/>.</param>
internal readonly record struct Alignment(
    ReferenceTrack Track, Line Line, int FirstPeak, int LastPeak, float Hits, float Excess, float Z);
