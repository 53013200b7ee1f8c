using System.Runtime.InteropServices;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>The peaks of one recording, six bytes each, in order of time; in memory of its own or in a mapped segment.</summary>
internal sealed class ReferenceTrack
{
    /// <summary>Steps of time in one frame.</summary>
    public const float TimeSteps = 16f;

    /// <summary>Steps of pitch in one octave.</summary>
    public const float PitchSteps = 4096f;

    /// <summary>Pitch zero, Hz: under every peak of every profile.</summary>
    public const float PitchOriginHz = 62.5f;
    private readonly ReadOnlyMemory<byte> times, pitches;

    public ReferenceTrack(string id, Fingerprint print)
    {
        var peaks = print.Peaks.Span;
        var (allTimes, allPitches) = (new byte[peaks.Length * sizeof(uint)], new byte[peaks.Length * sizeof(ushort)]);
        var timeSpan = MemoryMarshal.Cast<byte, uint>(allTimes.AsSpan());
        var pitchSpan = MemoryMarshal.Cast<byte, ushort>(allPitches.AsSpan());
        for (var i = 0; i < peaks.Length; i++)
        {
            timeSpan[i] = (uint)MathF.Round(peaks[i].Frame * TimeSteps);
            pitchSpan[i] = (ushort)MathF.Round(MathF.Log2(peaks[i].Hz / PitchOriginHz) * PitchSteps);
        }
        (Id, DurationSeconds, times, pitches) = (id, print.DurationSeconds, allTimes, allPitches);
    }

    public ReferenceTrack(string id, double durationSeconds, ReadOnlyMemory<byte> times, ReadOnlyMemory<byte> pitches) =>
        (Id, DurationSeconds, this.times, this.pitches) = (id, durationSeconds, times, pitches);

    public string Id { get; }

    public double DurationSeconds { get; }

    public int PeakCount => pitches.Length / sizeof(ushort);

    public ReadOnlySpan<uint> Times => MemoryMarshal.Cast<byte, uint>(times.Span);

    public ReadOnlySpan<ushort> Pitches => MemoryMarshal.Cast<byte, ushort>(pitches.Span);

    /// <summary>Length in frames.</summary>
    public uint Frames(FingerprintProfile profile) => (uint)(DurationSeconds * profile.FramesPerSecond) + 1;

    /// <summary>The print again, rounded to the steps of storage; saliences are not kept, as nothing asks for those of a reference.</summary>
    public Fingerprint ToPrint(FingerprintProfile profile)
    {
        var peaks = new Peak[PeakCount];
        var timeSpan = Times;
        var pitchSpan = Pitches;
        for (var i = 0; i < peaks.Length; i++)
            peaks[i] = new(timeSpan[i] / TimeSteps, PitchOriginHz * MathF.Pow(2, pitchSpan[i] / PitchSteps), 0);
        return new(profile.Id, DurationSeconds, peaks);
    }
}
