using System.Diagnostics;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;

namespace Marketplace.Tests.Radio.Streams;

/// <summary>A song of our own synthesiser in the formats of radio stations, encoded once per test run by ffmpeg.</summary>
internal static class RadioSound
{
    public const int Rate = 16_000;
    private static readonly Lazy<float[]> Rendered = new(() => SongComposer.Compose(7).Render(Rate));
    private static readonly Dictionary<string, Lazy<Task<byte[]>>> Encoded = new()
    {
        ["mp3"] = new(() => Encode("-c:a", "libmp3lame", "-b:a", "64k", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3")),
        ["aac"] = new(() => Encode("-c:a", "aac", "-b:a", "64k", "-f", "adts")),
        ["opus"] = new(() => Encode("-c:a", "libopus", "-b:a", "48k", "-vbr", "off", "-f", "ogg")),
        ["ogg"] = new(() => Encode("-c:a", "libvorbis", "-q:a", "3", "-f", "ogg")),
    };

    public static double Seconds => (double)Rendered.Value.Length / Rate;

    public static Task<byte[]> In(string format) => Encoded[format].Value;

    /// <summary>The song at the rate of the matcher.</summary>
    public static float[] At(int rate) => SongComposer.Compose(7).Render(rate);

    /// <summary>Cuts the song into HLS segments of two seconds.</summary>
    public static async Task<IReadOnlyList<byte[]>> Segments(string folder)
    {
        await Run(["-f", "s16le", "-ar", $"{Rate}", "-ac", "1", "-i", "pipe:0", "-c:a", "aac", "-b:a", "64k", "-f", "hls", "-hls_time", "2",
            "-hls_list_size", "0", "-hls_segment_filename", Path.Combine(folder, "s%03d.ts"), Path.Combine(folder, "list.m3u8")]);
        return [.. Directory.GetFiles(folder, "s*.ts").Order().Select(File.ReadAllBytes)];
    }

    private static Task<byte[]> Encode(params string[] codec) =>
        Run(["-f", "s16le", "-ar", $"{Rate}", "-ac", "1", "-i", "pipe:0", .. codec, "pipe:1"]);

    private static async Task<byte[]> Run(string[] arguments)
    {
        using var input = new MemoryStream(Pcm.ToBytes(Rendered.Value));
        var result = await ChildProcess.Run(new ChildRequest(
            "ffmpeg", ["-v", "error", .. arguments], TimeSpan.FromMinutes(1), 64 << 20, null, input), CancellationToken.None);
        Debug.Assert(result.Succeeded, result.ErrorText);
        return result.Output;
    }
}
