using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Spectrum;

namespace Marketplace.Audio.Evidence;

/// <summary>
/// The picture of a proof: above the spectrogram of what was on air, below that of the recording, laid under it at the speed it was played at, and on both
/// every peak that they share. Half-transparent ink on nothing, so that it stands on a light page as on a dark one.
/// </summary>
public static class EvidencePicture
{
    /// <summary>Height in pixels: two spectrograms and the gap between.</summary>
    public const int Height = 2 * PanelHeight + Gap;
    private const int PanelHeight = 112, Gap = 8, Inks = 15, Mark = Inks + 1, MostSeconds = 20;
    private const float HitFrames = 1.6f, HitOctaves = 0.011f, RangeDecibels = 60;

    /// <summary>Draws it.</summary>
    /// <param name="heard">What was on air: shape [n], mono, at the profile's rate; at most 20 seconds are drawn.</param>
    /// <param name="recording">The recording around the same place, a few seconds longer on both sides at best.</param>
    /// <param name="profile">The numbers to work by; null for the standard.</param>
    /// <returns>A PNG, one pixel for a fiftieth of a second. Without shared peaks when the two do not match.</returns>
    /// <exception cref="ArgumentException">There is less sound than one window.</exception>
    public static byte[] Png(ReadOnlySpan<float> heard, ReadOnlySpan<float> recording, FingerprintProfile? profile = null)
    {
        profile ??= FingerprintProfile.Standard;
        heard = heard[..Math.Min(heard.Length, MostSeconds * profile.SampleRateHz)];
        var width = Spectrogram.CountFrames(heard.Length, profile);
        if (width == 0) throw new ArgumentException("There is too little sound to draw.", nameof(heard));
        var (above, below) = (Fingerprinter.Print(heard, profile, PrintRole.Query), Fingerprinter.Print(recording, profile, PrintRole.Reference));
        var index = new LandmarkIndex(profile);
        index.Add("recording", below);
        var match = index.Query(above) is [var best, ..] ? best : null;
        var (tempo, offset) = (match?.Speed ?? 1, (match?.AnchorSeconds ?? 0) * profile.FramesPerSecond);

        var pixels = new byte[width * Height];
        Draw(heard, profile, pixels, width, 0, x => x);
        Draw(recording, profile, pixels, width, PanelHeight + Gap, x => (int)Math.Round(x * tempo + offset));
        if (match is not null) Marks(above, below, tempo, offset, Math.Log2(match.Pitch), profile, pixels, width);

        Span<(byte, byte, byte, byte)> palette = stackalloc (byte, byte, byte, byte)[Mark + 1];
        palette[0] = (0, 0, 0, 0);
        // Slate that is readable on white and on black; stronger where the sound is louder.
        for (var i = 1; i <= Inks; i++) palette[i] = (0x6B, 0x7C, 0x93, (byte)(i * 16));
        palette[Mark] = (0xE8, 0x6A, 0x17, 0xFF);
        return PalettePng.Encode(pixels, width, palette);
    }

    private static void Draw(
        ReadOnlySpan<float> mono, FingerprintProfile profile, byte[] pixels, int width, int top, Func<int, int> frameAt)
    {
        var frames = Spectrogram.CountFrames(mono.Length, profile);
        if (frames == 0) return;
        var spectrogram = new Spectrogram(profile, frames);
        spectrogram.Fill(mono, 0, frames);
        var loudest = float.MinValue;
        for (var bin = 0; bin < spectrogram.Bins; bin++)
            foreach (var value in spectrogram.Row(bin)[..frames]) loudest = MathF.Max(loudest, value);
        for (var y = 0; y < PanelHeight; y++)
        {
            var (from, to) = (y * spectrogram.Bins / PanelHeight, Math.Max(y * spectrogram.Bins / PanelHeight + 1, (y + 1) * spectrogram.Bins / PanelHeight));
            for (var x = 0; x < width; x++)
            {
                var frame = frameAt(x);
                if ((uint)frame >= (uint)frames) continue;
                var level = float.MinValue;
                for (var bin = from; bin < to; bin++) level = MathF.Max(level, spectrogram.Row(bin)[frame]);
                var ink = (level - loudest + RangeDecibels) / RangeDecibels * (Inks + 1);
                pixels[(top + PanelHeight - 1 - y) * width + x] = (byte)Math.Clamp((int)ink, 0, Inks);
            }
        }
    }

    private static void Marks(
        Fingerprint above, Fingerprint below, double tempo, double offset, double octaves, FingerprintProfile profile, byte[] pixels, int width)
    {
        var heard = above.Peaks.Span;
        var recorded = below.Peaks.Span;
        var first = 0;
        foreach (var peak in recorded)
        {
            var at = (peak.Frame - offset) / tempo;
            while (first < heard.Length && heard[first].Frame < at - HitFrames) first++;
            for (var j = first; j < heard.Length && heard[j].Frame <= at + HitFrames; j++)
            {
                if (Math.Abs(Math.Log2(heard[j].Hz / peak.Hz) - octaves) > HitOctaves) continue;
                Dot(pixels, width, 0, (int)Math.Round(heard[j].Frame), heard[j].Hz, profile);
                Dot(pixels, width, PanelHeight + Gap, (int)Math.Round(at), peak.Hz, profile);
                break;
            }
        }
    }

    private static void Dot(byte[] pixels, int width, int top, int x, float hz, FingerprintProfile profile)
    {
        var y = PanelHeight - 1 - (int)((hz - profile.LowHz) / (profile.HighHz - profile.LowHz) * PanelHeight);
        for (var dy = -1; dy <= 1; dy++)
            for (var dx = -1; dx <= 1; dx++)
                if ((uint)(x + dx) < (uint)width && (uint)(y + dy) < PanelHeight) pixels[(top + y + dy) * width + x + dx] = Mark;
    }
}
