using System.Globalization;

namespace Marketplace.Audio.Decoding;

/// <summary>Kinds of sound files that we make.</summary>
public enum AudioEncoding
{
    /// <summary>MP3, mono, 64 kbit/s: plays in every browser.</summary>
    Mp3,

    /// <summary>Ogg with Opus, mono, 48 kbit/s: half the size, not played by older Safari.</summary>
    OggOpus,

    /// <summary>WAV, mono, 16 bit, uncompressed.</summary>
    Wav,
}

/// <summary>Makes sound files: evidence clips and listening copies.</summary>
public static class AudioEncoder
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);
    private const long MaxMemoryBytes = 1L << 30;
    private const long MaxFileBytes = 1L << 30;

    /// <summary>Encodes mono samples.</summary>
    /// <param name="samples">Shape [n], range −1…1; at least one sample.</param>
    /// <param name="sampleRateHz">Their rate, Hz.</param>
    /// <param name="kind">Kind of file.</param>
    /// <param name="ct">Gives up and kills the encoder.</param>
    /// <exception cref="DecodeException"><c>audio.unreadable</c>, <c>audio.timeout</c>, <c>audio.tool_missing</c>.</exception>
    public static async Task<byte[]> Encode(
        ReadOnlyMemory<float> samples, int sampleRateHz, AudioEncoding kind, CancellationToken ct)
    {
        if (samples.IsEmpty) throw new ArgumentException("There is no sound to encode.", nameof(samples));
        if (kind == AudioEncoding.Wav) return Pcm.ToWav(samples.Span, sampleRateHz);

        using var input = new MemoryStream(Pcm.ToBytes(samples.Span), writable: false);
        string[] arguments =
        [
            "-v", "error", "-threads", "1", "-protocol_whitelist", "pipe", "-f", "s16le",
            "-ar", sampleRateHz.ToString(CultureInfo.InvariantCulture), "-ac", "1", "-i", "pipe:0", .. Codec(kind), "pipe:1",
        ];
        var result = await ChildProcess.Run(
            new("ffmpeg", arguments, TimeLimit, MaxFileBytes, MaxMemoryBytes, input), ct);
        Check(result);
        return result.Output;
    }

    /// <summary>Makes a mono listening copy of a sound file; the target is replaced whole or not at all.</summary>
    /// <exception cref="DecodeException">As <see cref="AudioFile.Probe"/>, <c>audio.timeout</c>.</exception>
    public static async Task EncodeFile(string sourcePath, string targetPath, AudioEncoding kind, CancellationToken ct)
    {
        var (container, _) = await AudioFile.Sniff(sourcePath, ct);
        var draft = $"{targetPath}.{Guid.NewGuid():N}.part";
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file,pipe", "-f", container,
            "-i", AudioFile.Local(sourcePath), "-map", "0:a:0", "-map_metadata", "-1", "-vn", "-sn", "-dn", "-ac", "1",
            .. Codec(kind), "-fs", MaxFileBytes.ToString(CultureInfo.InvariantCulture), "-y", AudioFile.Local(draft),
        ];
        try
        {
            Check(await ChildProcess.Run(new("ffmpeg", arguments, TimeLimit, 64 * 1024, MaxMemoryBytes), ct));
            File.Move(draft, targetPath, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static string[] Codec(AudioEncoding kind) => kind switch
    {
        AudioEncoding.Mp3 => ["-c:a", "libmp3lame", "-b:a", "64k", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3"],
        AudioEncoding.OggOpus => ["-c:a", "libopus", "-b:a", "48k", "-f", "ogg"],
        AudioEncoding.Wav => ["-c:a", "pcm_s16le", "-f", "wav"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static void Check(ChildResult result)
    {
        if (result.TimedOut) throw new DecodeException("audio.timeout", "Encoding took too long.");
        if (!result.Succeeded) throw new DecodeException("audio.unreadable", "The sound cannot be encoded.");
    }
}
