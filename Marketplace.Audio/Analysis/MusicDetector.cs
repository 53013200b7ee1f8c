using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Analysis;

/// <summary>What a window seems to hold.</summary>
public enum SoundKind
{
    /// <summary>Nothing, or a carrier without sound.</summary>
    Silence,

    /// <summary>Talk: voices with pauses between words, pitch always moving.</summary>
    Speech,

    /// <summary>Music: notes that hold their pitch, few pauses.</summary>
    Music,
}

/// <summary>Guesses music, speech or silence. A heuristic for health lights, never a reason to pay or not to pay.</summary>
/// <remarks>
/// Two old observations (Saunders 1996; Scheirer &amp; Slaney 1997): speech falls silent several times a second, and its
/// partials glide, while notes stay. Rap over sparse drums and singing without accompaniment are often called speech.
/// </remarks>
public static class MusicDetector
{
    private const float PauseShareOfMean = 0.25f, ManyPauses = 0.22f, FewHeld = 0.35f;

    /// <summary>Guesses for one window of 3 to 30 seconds.</summary>
    /// <param name="mono">Shape [n] at the profile's sample rate.</param>
    public static SoundKind Guess(ReadOnlySpan<float> mono)
    {
        if (Loudness.Measure(mono).IsSilent) return SoundKind.Silence;
        var profile = FingerprintProfile.Standard;
        return PauseShare(mono, profile) > ManyPauses && HeldShare(mono, profile) < FewHeld ? SoundKind.Speech : SoundKind.Music;
    }

    // Share of 20 ms stretches far below the mean level of the window.
    private static float PauseShare(ReadOnlySpan<float> mono, FingerprintProfile profile)
    {
        var levels = new float[Math.Max(1, mono.Length / profile.HopSamples)];
        for (var i = 0; i < levels.Length; i++)
        {
            var square = 0f;
            foreach (var sample in mono.Slice(i * profile.HopSamples, Math.Min(profile.HopSamples, mono.Length)))
                square += float.IsFinite(sample) ? sample * sample : 0;
            levels[i] = MathF.Sqrt(square / profile.HopSamples);
        }
        var limit = levels.Average() * PauseShareOfMean;
        return levels.Count(l => l < limit) / (float)levels.Length;
    }

    // Share of peaks that return at the same pitch (a fifth of a semitone) within a second: notes do, voices do not.
    private static float HeldShare(ReadOnlySpan<float> mono, FingerprintProfile profile)
    {
        var peaks = Fingerprinter.Print(mono, profile, PrintRole.Reference).Peaks.Span;
        var held = 0;
        for (var i = 0; i < peaks.Length; i++)
        {
            var same = 0;
            for (var j = i + 1; j < peaks.Length && peaks[j].Frame - peaks[i].Frame < profile.FramesPerSecond; j++)
                if (MathF.Abs(peaks[j].Hz / peaks[i].Hz - 1) < 0.006f) same++;
            if (same >= 1) held++;
        }
        return peaks.Length == 0 ? 0 : held / (float)peaks.Length;
    }
}
