using System.Globalization;

namespace Marketplace.Audio.Decoding;

/// <summary>Opens sound files of strangers: checked by content, decoded by ffmpeg in a bounded child process.</summary>
public static class AudioFile
{
    // The rate-less MP3 guess and priming samples make small differences; a cut file misses more.
    private const double ToleratedShare = 0.02, ToleratedSeconds = 1.0;

    /// <summary>Reads what the file is, without decoding it.</summary>
    /// <exception cref="DecodeException"><c>audio.unsupported</c>, <c>audio.unreadable</c>, <c>audio.no_sound</c>,
    /// <c>audio.truncated</c>, <c>audio.timeout</c>, <c>audio.tool_missing</c>.</exception>
    public static async Task<AudioProbe> Probe(string path, CancellationToken ct)
    {
        var (container, statesLength) = await Sniff(path, ct);
        string[] arguments =
        [
            "-v", "error", "-protocol_whitelist", "file,pipe", "-f", container, "-select_streams", "a:0",
            "-show_entries", "format=duration:format_tags=title,artist:stream=codec_name,sample_rate,channels,duration:stream_tags=title,artist",
            "-of", "json", Local(path),
        ];
        var result = await ChildProcess.Run(
            new("ffprobe", arguments, TimeSpan.FromSeconds(20), MaxOutputBytes: 256 * 1024, MaxMemoryBytes: 1L << 30), ct);
        if (result.TimedOut) throw new DecodeException("audio.timeout", "Reading the file took too long.");
        if (!result.Succeeded)
            throw new DecodeException("audio.unreadable", "The file is damaged or is not a sound file.");
        return ProbeReport.Read(result.Output, container, statesLength);
    }

    /// <summary>Decodes the first sound track, mixed down to mono.</summary>
    /// <param name="path">A local file.</param>
    /// <param name="sampleRateHz">Wanted rate, 1000 to 192000 Hz.</param>
    /// <param name="limits">Bounds on length, time and memory.</param>
    /// <param name="ct">Gives up and kills the decoder.</param>
    /// <returns>Shape [n], range −1…1.</returns>
    /// <exception cref="DecodeException">As <see cref="Probe"/>; also <c>audio.too_long</c> and <c>audio.truncated</c>.</exception>
    public static async Task<float[]> DecodeMono(string path, int sampleRateHz, DecodeLimits limits, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRateHz, 192_000);
        ArgumentNullException.ThrowIfNull(limits);

        var probe = await Probe(path, ct);
        if (probe.StatesLength && probe.Seconds > limits.MaxSeconds) throw TooLong(limits);
        var result = await ChildProcess.Run(Decoder(path, probe, sampleRateHz, limits), ct);

        if (result.TimedOut) throw TooSlow();
        if (result.Truncated) throw TooLong(limits);
        if (!result.Succeeded || result.Output.Length < sizeof(short)) throw Unreadable();

        var samples = Pcm.ToFloats(result.Output);
        return IsCut(probe, (double)samples.Length / sampleRateHz) is { } cut ? throw cut : samples;
    }

    /// <summary>The program that writes a file's sound as 16-bit samples.</summary>
    internal static ChildRequest Decoder(string path, AudioProbe probe, int sampleRateHz, DecodeLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRateHz, 192_000);
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file,pipe", "-f", probe.Container,
            "-i", Local(path), "-map", "0:a:0", "-vn", "-sn", "-dn", "-ac", "1",
            "-ar", sampleRateHz.ToString(CultureInfo.InvariantCulture), "-f", "s16le", "pipe:1",
        ];
        // One second more than allowed, so that a file of exactly the limit still passes.
        var maxBytes = (long)((limits.MaxSeconds + 1) * sampleRateHz) * sizeof(short);
        return new("ffmpeg", arguments, limits.TimeLimit, maxBytes, limits.MaxMemoryBytes);
    }

    /// <summary>The refusal of a file that holds less than it states; null for a whole one.</summary>
    internal static DecodeException? IsCut(AudioProbe probe, double seconds) =>
        probe.StatesLength && seconds < probe.Seconds * (1 - ToleratedShare) - ToleratedSeconds
            ? new("audio.truncated", string.Create(CultureInfo.InvariantCulture,
                $"The file says {probe.Seconds:0} seconds but only {seconds:0} can be read. Upload it again."))
            : null;

    /// <summary>Forces ffmpeg to see a file, whatever the name looks like (<c>http:…</c>, <c>-y</c>).</summary>
    internal static string Local(string path) => "file:" + Path.GetFullPath(path);

    internal static async Task<(string Container, bool StatesLength)> Sniff(string path, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var head = new byte[AudioContainer.HeadBytes];
        int read;
        long fileBytes;
        try
        {
            await using var file = File.OpenRead(path);
            fileBytes = file.Length;
            read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DecodeException("audio.unreadable", "The file cannot be opened.", e);
        }
        var container = AudioContainer.Sniff(head.AsSpan(0, read)) ?? throw new DecodeException(
            "audio.unsupported", "The file is not one of WAV, MP3, FLAC, Ogg Vorbis, Opus or M4A.");
        if (AudioContainer.IsCutWav(head.AsSpan(0, read), fileBytes))
            throw new DecodeException("audio.truncated", "The file ends before its sound does. Upload it again.");
        return (container, AudioContainer.StatesLength(container, head.AsSpan(0, read)));
    }

    internal static DecodeException TooSlow(Exception? cause = null) => new("audio.timeout", "Decoding the file took too long.", cause);

    internal static DecodeException Unreadable(Exception? cause = null) =>
        new("audio.unreadable", "The file is damaged and cannot be decoded.", cause);

    internal static DecodeException TooLong(DecodeLimits limits) => new("audio.too_long", string.Create(
        CultureInfo.InvariantCulture, $"The sound is longer than {limits.MaxSeconds / 60:0.#} minutes."));
}
