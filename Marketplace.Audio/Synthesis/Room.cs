namespace Marketplace.Audio.Synthesis;

/// <summary>What happens to the mixed sound: a little room, then level and fade.</summary>
internal static class Room
{
    private const float Peak = 0.89f;

    /// <summary>Two feedback echoes of unlike length: enough space to be pleasant.</summary>
    public static void Echo(Span<float> samples, int sampleRateHz)
    {
        var (near, far) = ((int)(0.031f * sampleRateHz), (int)(0.173f * sampleRateHz));
        for (var i = far; i < samples.Length; i++)
            samples[i] += 0.16f * samples[i - near] + 0.13f * samples[i - far];
    }

    /// <summary>Scales to −1 dBFS and fades the end out.</summary>
    public static void Finish(Span<float> samples, int fadeSamples)
    {
        var greatest = 1e-9f;
        foreach (var sample in samples) greatest = MathF.Max(greatest, MathF.Abs(sample));
        for (var i = 0; i < samples.Length; i++)
            samples[i] *= Peak / greatest * MathF.Min(1, (samples.Length - i) / (float)fadeSamples);
    }
}
