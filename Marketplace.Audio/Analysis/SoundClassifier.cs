using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Analysis;

/// <summary>What a second of sound seems to hold.</summary>
public enum SoundKind
{
    /// <summary>Nothing, or a carrier without sound.</summary>
    Silence,

    /// <summary>Talk: voices with pauses between words, pitch always moving.</summary>
    Speech,

    /// <summary>Music: notes that hold their pitch, few pauses.</summary>
    Music,
}

/// <summary>Guesses music, speech or silence, second by second. For health lights and coverage, never a reason to pay or not to pay.</summary>
/// <remarks>
/// Old observations (Saunders 1996; Scheirer &amp; Slaney 1997) and a line between them that was fitted: README.md has the measured confusions. Music under
/// talk counts as music; rap over sparse drums and singing without accompaniment were not measured.
/// </remarks>
public static class SoundClassifier
{
    /// <summary>A second is judged by itself and two to either side.</summary>
    private const int ReachSeconds = 2;
    private const float HeldWeight = -41.2f, SyllablesWeight = 3.3f, SpreadWeight = 14.9f, Bias = -3.6f;

    /// <summary>The class of each whole second.</summary>
    /// <param name="mono">Shape [n] at the standard profile's rate; what is not a number counts as silence.</param>
    public static IReadOnlyList<SoundKind> PerSecond(ReadOnlySpan<float> mono)
    {
        var profile = FingerprintProfile.Standard;
        var seconds = mono.Length / profile.SampleRateHz;
        var kinds = new SoundKind[seconds];
        if (seconds == 0) return kinds;
        var features = new SoundFeatures(mono, profile);
        for (var s = 0; s < seconds; s++)
        {
            if (Loudness.Measure(mono.Slice(s * profile.SampleRateHz, profile.SampleRateHz)).IsSilent) continue;
            var (held, syllables, spread) = features.Between(Math.Max(0, s - ReachSeconds), Math.Min(seconds, s + ReachSeconds + 1));
            kinds[s] = held * HeldWeight + syllables * SyllablesWeight + spread * SpreadWeight + Bias > 0 ? SoundKind.Speech : SoundKind.Music;
        }
        return kinds;
    }

    /// <summary>What most of the audible seconds of a window hold; silence when most of all are silent.</summary>
    /// <param name="mono">Shape [n] at the standard profile's rate, at least a second.</param>
    public static SoundKind Guess(ReadOnlySpan<float> mono)
    {
        var kinds = PerSecond(mono);
        var (silent, speech) = (kinds.Count(k => k == SoundKind.Silence), kinds.Count(k => k == SoundKind.Speech));
        if (silent * 2 >= kinds.Count) return SoundKind.Silence;
        return speech * 2 > kinds.Count - silent ? SoundKind.Speech : SoundKind.Music;
    }
}
