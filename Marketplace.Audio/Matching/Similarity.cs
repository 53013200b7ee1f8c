using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>Compares two recordings, for the question whether one was uploaded twice.</summary>
public static class Similarity
{
    private const string Only = "b";

    /// <summary>How much of the shorter one the two share.</summary>
    /// <returns>Cover 0…1 and the tempo of <paramref name="b"/> against <paramref name="a"/>; cover 0 and tempo 1 when nothing is shared.</returns>
    /// <exception cref="ArgumentException">A print is of another profile.</exception>
    public static (double Cover, double TempoRatio) Compare(Fingerprint a, Fingerprint b, FingerprintProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var index = new LandmarkIndex(profile);
        index.Add(Only, b);
        return index.FindSame(a) is [var same, ..] ? (same.Cover, same.TempoRatio) : (0, 1);
    }
}
