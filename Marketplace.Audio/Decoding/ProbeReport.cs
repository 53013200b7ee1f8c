using System.Globalization;
using System.Text.Json;

namespace Marketplace.Audio.Decoding;

/// <summary>Reads ffprobe's JSON.</summary>
internal static class ProbeReport
{
    private static readonly HashSet<string> Codecs = ["mp3", "flac", "vorbis", "opus", "aac", "alac"];

    public static AudioProbe Read(byte[] json, string container, bool statesLength)
    {
        using var report = JsonDocument.Parse(json);
        if (!report.RootElement.TryGetProperty("streams", out var streams) || streams.GetArrayLength() == 0)
            throw new DecodeException("audio.no_sound", "The file holds no sound track.");
        var track = streams[0];
        var format = report.RootElement.GetProperty("format");

        var codec = Text(track, "codec_name") ?? "unknown";
        if (!Codecs.Contains(codec) && !codec.StartsWith("pcm_", StringComparison.Ordinal))
            throw new DecodeException("audio.unsupported", $"Sound of kind {codec} is not accepted.");

        var seconds = Number(format, "duration") ?? Number(track, "duration") ?? 0;
        var (rate, channels) = (Number(track, "sample_rate") ?? 0, Number(track, "channels") ?? 0);
        if (rate < 1 || channels < 1) throw new DecodeException("audio.no_sound", "The sound track is empty.");
        return new(container, codec, seconds, (int)rate, (int)channels,
            Tag("title", format, track), Tag("artist", format, track), statesLength && seconds > 0);
    }

    private static string? Tag(string name, params ReadOnlySpan<JsonElement> owners)
    {
        foreach (var owner in owners)
        {
            if (!owner.TryGetProperty("tags", out var tags)) continue;
            foreach (var tag in tags.EnumerateObject())
                if (tag.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                    && tag.Value.GetString()?.Trim() is { Length: > 0 } value) return value;
        }
        return null;
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static double? Number(JsonElement owner, string name) =>
        double.TryParse(Text(owner, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) ? number : null;
}
