using System.Numerics;
using System.Runtime.Intrinsics;
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
    private const int PitchCells = 256, IntervalCells = 128, TimeCells = 128, RoomBelow = 12, MostOnStack = 8300;

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
        // Times and pitches each by themselves, and one vector longer: what lies beyond the last peak is too far from all.
        var room = peaks.Length + Vector256<float>.Count;
        Span<float> frames = room <= MostOnStack ? stackalloc float[room] : new float[room];
        Span<float> steps = room <= MostOnStack ? stackalloc float[room] : new float[room];
        frames[peaks.Length..].Fill(float.PositiveInfinity);
        var origin = profile.LowHz * pitch;
        for (var i = 0; i < peaks.Length; i++) (frames[i], steps[i]) = (peaks[i].Frame, MathF.Log2(peaks[i].Hz / origin) * profile.StepsPerOctave);

        for (var i = 0; i < peaks.Length; i++)
        {
            // Room below the lowest pitch, because a faster hypothesis moves peaks down.
            var pitchCell = (int)MathF.Round(steps[i]) + RoomBelow;
            if ((uint)pitchCell < PitchCells) Partners(frames[i..], steps[i..], profile, fanOut, tempo, pitchCell * IntervalCells * TimeCells, landmarks);
        }
    }

    // The first peaks that lie right in time and pitch, eight of them looked at together.
    private static void Partners(
        ReadOnlySpan<float> frames, ReadOnlySpan<float> steps, FingerprintProfile profile, int fanOut, float tempo, int pitchKey, List<Landmark> landmarks)
    {
        var (frame, step) = (Vector256.Create(frames[0]), Vector256.Create(steps[0]));
        var (least, most) = (Vector256.Create((float)profile.PairLeastFrames), Vector256.Create((float)profile.PairMostFrames));
        var mostSteps = Vector256.Create(profile.PairMostOctaves * profile.StepsPerOctave);
        Span<int> keys = stackalloc int[Vector256<int>.Count];
        var left = fanOut;
        for (var j = 1; left > 0 && j + Vector256<float>.Count <= frames.Length; j += Vector256<float>.Count)
        {
            var distance = Vector256.Round((Vector256.Create(frames[j..]) - frame) * tempo);
            var interval = Vector256.Create(steps[j..]) - step;
            var fits = Vector256.GreaterThanOrEqual(distance, least) & Vector256.LessThanOrEqual(distance, most) & Vector256.LessThanOrEqual(Vector256.Abs(interval), mostSteps);
            var cell = Vector256.ConvertToInt32(Vector256.Round(interval)) + Vector256.Create(IntervalCells / 2);
            (cell * TimeCells + Vector256.ConvertToInt32(distance) + Vector256.Create(pitchKey)).CopyTo(keys);
            for (var found = fits.ExtractMostSignificantBits(); found != 0 && left > 0; found &= found - 1, left--)
                landmarks.Add(new(keys[BitOperations.TrailingZeroCount(found)], frames[0]));
            if (!(distance[Vector256<float>.Count - 1] <= profile.PairMostFrames)) break;
        }
    }

    /// <summary>What <see cref="Pair"/> does, plainly.</summary>
    internal static void PairPlainly(
        ReadOnlySpan<Peak> peaks, FingerprintProfile profile, int fanOut, float tempo, float pitch, List<Landmark> landmarks)
    {
        landmarks.Clear();
        var origin = profile.LowHz * pitch;
        var steps = new float[peaks.Length];
        for (var i = 0; i < peaks.Length; i++) steps[i] = MathF.Log2(peaks[i].Hz / origin) * profile.StepsPerOctave;
        for (var i = 0; i < peaks.Length; i++)
        {
            var pitchCell = (int)MathF.Round(steps[i]) + RoomBelow;
            if ((uint)pitchCell >= PitchCells) continue;
            var made = 0;
            for (var j = i + 1; j < peaks.Length && made < fanOut; j++)
            {
                var distance = (int)MathF.Round((peaks[j].Frame - peaks[i].Frame) * tempo);
                if (distance < profile.PairLeastFrames) continue;
                if (distance > profile.PairMostFrames) break;
                var interval = steps[j] - steps[i];
                if (MathF.Abs(interval) > profile.PairMostOctaves * profile.StepsPerOctave) continue;
                landmarks.Add(new((pitchCell * IntervalCells + (int)MathF.Round(interval) + IntervalCells / 2) * TimeCells + distance, peaks[i].Frame));
                made++;
            }
        }
    }
}
