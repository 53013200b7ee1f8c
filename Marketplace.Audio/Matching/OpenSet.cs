namespace Marketplace.Audio.Matching;

/// <summary>How sure an answer must be, so that unknown sound is answered with nothing.</summary>
/// <remarks>Measured on music, speech and noise that is in no catalogue; the curve is in docs/audio-engine.md.</remarks>
internal static class OpenSet
{
    /// <summary>Hours of the catalogue at which it was measured.</summary>
    public const double MeasuredHours = 10;
    private const double LeastHours = 1;
    private const float Least = 9.2f, Most = 12.6f, OverRivals = 1.45f, PerTenfold = 1.6f;

    /// <summary>Z from which an alignment is an answer.</summary>
    /// <param name="catalogueHours">Length of all recordings that are searched: ten times as many hold ten times as many chances to err.</param>
    /// <param name="rivalZ">Best Z of any other recording in the same sound. Where others come near, what is heard is a beat or a
    /// style and more is asked; but never so much that two copies of one recording would silence each other.</param>
    public static float AcceptedZ(double catalogueHours, float rivalZ) =>
        Math.Clamp(OverRivals * rivalZ, Least, Most) + PerTenfold * (float)Math.Log10(Math.Max(LeastHours, catalogueHours) / MeasuredHours);

    /// <summary>0…1, one half at the accepted Z, .8 at 1.6 times and .9 at 2.1 times of it. Not a probability.</summary>
    public static double Score(float z, float acceptedZ) => z <= 0 ? 0 : 1 / (1 + Math.Pow(acceptedZ / z, 3));
}
