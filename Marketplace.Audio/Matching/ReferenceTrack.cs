using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>The peaks of one recording, seven bytes each, in order of time.</summary>
internal sealed class ReferenceTrack
{
    /// <summary>Steps of time in one frame.</summary>
    public const float TimeSteps = 16f;

    /// <summary>Steps of pitch in one octave.</summary>
    public const float PitchSteps = 4096f;

    /// <summary>Pitch zero, Hz: under every peak of every profile.</summary>
    public const float PitchOriginHz = 62.5f;
    private const float SalienceSteps = 4f;
    private readonly byte[] saliences;

    public ReferenceTrack(string id, Fingerprint print)
    {
        var peaks = print.Peaks.Span;
        (Id, DurationSeconds) = (id, print.DurationSeconds);
        (Times, Pitches, saliences) = (new uint[peaks.Length], new ushort[peaks.Length], new byte[peaks.Length]);
        for (var i = 0; i < peaks.Length; i++)
        {
            Times[i] = (uint)MathF.Round(peaks[i].Frame * TimeSteps);
            Pitches[i] = (ushort)MathF.Round(MathF.Log2(peaks[i].Hz / PitchOriginHz) * PitchSteps);
            saliences[i] = (byte)Math.Clamp(MathF.Round(peaks[i].Salience * SalienceSteps), 0, byte.MaxValue);
        }
    }

    public string Id { get; }

    public double DurationSeconds { get; }

    public uint[] Times { get; }

    public ushort[] Pitches { get; }

    /// <summary>Length in frames.</summary>
    public uint Frames(FingerprintProfile profile) => (uint)(DurationSeconds * profile.FramesPerSecond) + 1;

    /// <summary>The print again, rounded to the steps of storage.</summary>
    public Fingerprint ToPrint(FingerprintProfile profile)
    {
        var peaks = new Peak[Times.Length];
        for (var i = 0; i < peaks.Length; i++)
            peaks[i] = new(Times[i] / TimeSteps, PitchOriginHz * MathF.Pow(2, Pitches[i] / PitchSteps), saliences[i] / SalienceSteps);
        return new(profile.Id, DurationSeconds, peaks);
    }
}
