using System.Buffers.Binary;

namespace Marketplace.Audio.Decoding;

/// <summary>Turns 16-bit samples into floats and back, and writes WAV files.</summary>
public static class Pcm
{
    private const int WavHeaderBytes = 44;

    /// <summary>Little-endian 16-bit samples as −1…1; an odd last byte is left out.</summary>
    public static float[] ToFloats(ReadOnlySpan<byte> bytes)
    {
        var samples = new float[bytes.Length / 2];
        ToFloats(bytes, samples);
        return samples;
    }

    /// <summary>The same, into a given span of half the length.</summary>
    public static void ToFloats(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.Slice(2 * i, 2)) * (1f / 32768);
    }

    /// <summary>Samples as little-endian 16-bit; what is beyond ±1 is clipped, what is not a number becomes silence.</summary>
    public static byte[] ToBytes(ReadOnlySpan<float> samples)
    {
        var bytes = new byte[samples.Length * 2];
        Write(samples, bytes);
        return bytes;
    }

    /// <summary>A mono 16-bit WAV file.</summary>
    public static byte[] ToWav(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        var file = new byte[WavHeaderBytes + samples.Length * 2];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), sampleRateHz);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), sampleRateHz * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), samples.Length * 2);
        Write(samples, file.AsSpan(WavHeaderBytes));
        return file;
    }

    private static void Write(ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = float.IsFinite(samples[i]) ? Math.Clamp(samples[i], -1f, 1f) : 0f;
            BinaryPrimitives.WriteInt16LittleEndian(bytes.Slice(2 * i, 2), (short)MathF.Round(sample * 32767f));
        }
    }
}
