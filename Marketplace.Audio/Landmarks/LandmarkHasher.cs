using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Landmarks;

/// <summary>A pair of peaks, as one number and the time of its first peak.</summary>
/// <param name="Key">Pitch of the first peak, interval and distance in time; below <see cref="LandmarkHasher.KeySpace"/>.</param>
/// <param name="Frame">Time of the first peak, frames, unscaled.</param>
public readonly record struct Landmark(int Key, float Frame);

/// <summary>Makes pairs of peaks.</summary>
/// <remarks>Wang 2003, with the pitch scale logarithmic so that a speed change only shifts it; README.md, eq. 4–5.</remarks>
public static class LandmarkHasher
{
    private const int PitchCells = 256, IntervalCells = 128, TimeCells = 128, RoomBelow = 12;

    /// <summary>Number of different keys.</summary>
    public const int KeySpace = PitchCells * IntervalCells * TimeCells;

    /// <summary>Replaces the list by the pairs of these peaks, as they would be if the sound were played at another speed.</summary>
    /// <param name="peaks">Peaks in order of time.</param>
    /// <param name="profile">The numbers to work by.</param>
    /// <param name="fanOut">Most pairs begun by one peak.</param>
    /// <param name="tempo">Seconds of the reference that pass in one second of these peaks.</param>
    /// <param name="pitch">Frequency of these peaks over that of the reference.</param>
    /// <param name="landmarks">Receives the pairs in order of time.</param>
    public static void Pair(
        ReadOnlySpan<Peak> peaks, FingerprintProfile profile, int fanOut, float tempo, float pitch, List<Landmark> landmarks)
    {
        landmarks.Clear();
        Span<float> steps = peaks.Length <= 4096 ? stackalloc float[peaks.Length] : new float[peaks.Length];
        var origin = profile.LowHz * pitch;
        for (var i = 0; i < peaks.Length; i++) steps[i] = MathF.Log2(peaks[i].Hz / origin) * profile.StepsPerOctave;
        var mostSteps = profile.PairMostOctaves * profile.StepsPerOctave;

        for (var i = 0; i < peaks.Length; i++)
        {
            // Room below the lowest pitch, because a faster hypothesis moves peaks down.
            var pitchCell = (int)MathF.Round(steps[i]) + RoomBelow;
            if ((uint)pitchCell >= PitchCells) continue;
            var made = 0;
            for (var j = i + 1; j < peaks.Length && made < fanOut; j++)
            {
                var distance = (int)MathF.Round((peaks[j].Frame - peaks[i].Frame) * tempo);
                if (distance < profile.PairLeastFrames) continue;
                if (distance > profile.PairMostFrames) break;
                var interval = steps[j] - steps[i];
                if (MathF.Abs(interval) > mostSteps) continue;
                var intervalCell = (int)MathF.Round(interval) + IntervalCells / 2;
                landmarks.Add(new((pitchCell * IntervalCells + intervalCell) * TimeCells + distance, peaks[i].Frame));
                made++;
            }
        }
    }
}
