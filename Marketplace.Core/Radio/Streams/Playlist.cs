using System.Globalization;
using System.Text;
using System.Xml;

namespace Marketplace.Core.Radio.Streams;

/// <summary>What the first bytes of an answer look like.</summary>
internal enum AnswerKind
{
    /// <summary>Sound, or something ffmpeg has to judge.</summary>
    Sound,
    /// <summary>A list of addresses: m3u, pls or xspf.</summary>
    Playlist,
    /// <summary>A list of segments or of variants: HLS.</summary>
    Segments,
    /// <summary>A page or another text.</summary>
    Page,
    /// <summary>Compressed bytes.</summary>
    Compressed,
}

/// <summary>Reads the playlists that radio stations hand out instead of their stream.</summary>
internal static class Playlist
{
    public const int SniffBytes = 512;

    /// <summary>Judges by content first: stations name their types wrongly more often than not.</summary>
    public static AnswerKind Sniff(ReadOnlySpan<byte> head, string contentType)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.StartsWith("PK\x03\x04"u8)) return AnswerKind.Compressed;
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (text.StartsWith("#EXTM3U", StringComparison.OrdinalIgnoreCase))
            return text.Contains("#EXT-X-", StringComparison.OrdinalIgnoreCase) ? AnswerKind.Segments : AnswerKind.Playlist;
        if (text.StartsWith("[playlist]", StringComparison.OrdinalIgnoreCase)) return AnswerKind.Playlist;
        if (text.StartsWith('<'))
            return text.Contains("<playlist", StringComparison.OrdinalIgnoreCase) ? AnswerKind.Playlist : AnswerKind.Page;
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return AnswerKind.Playlist;
        // Its first address may be relative, or one that nobody may follow; sound never looks like text.
        if (IsPlaylist(contentType) && IsText(head)) return AnswerKind.Playlist;
        return IsSound(contentType) ? AnswerKind.Sound : AnswerKind.Page;
    }

    /// <summary>The addresses in a playlist, in order; only http and https ones.</summary>
    public static IReadOnlyList<Uri> Addresses(string text, Uri from)
    {
        IEnumerable<string> found;
        if (text.Contains("<playlist", StringComparison.OrdinalIgnoreCase)) found = Xspf(text);
        else if (text.Contains("[playlist]", StringComparison.OrdinalIgnoreCase)) found = Pls(text);
        else found = Lines(text).Where(line => !line.StartsWith('#'));
        return [.. found.Select(address => Uri.TryCreate(from, address.Trim(), out var url) ? url : null)
            .OfType<Uri>().Where(url => url.Scheme is "http" or "https").Take(10)];
    }

    public static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.Trim('\r', ' ', '\t', '\uFEFF')).Where(line => line.Length > 0);

    private static bool IsSound(string type) =>
        type.Length == 0 || type.StartsWith("audio/", StringComparison.Ordinal) || type is "application/ogg" or "application/octet-stream"
            or "application/x-ogg" or "video/mp2t" or "video/ogg" or "video/mp4" or "binary/octet-stream" or "application/mp4";

    private static bool IsPlaylist(string type) =>
        type is "audio/x-mpegurl" or "audio/mpegurl" or "application/x-mpegurl" or "application/mpegurl" or "audio/x-scpls" or "audio/scpls"
            or "application/pls+xml" or "application/xspf+xml";

    private static bool IsText(ReadOnlySpan<byte> head) => head.Length > 0 && head[0] < 0x80 && head.IndexOfAnyInRange((byte)0, (byte)8) < 0;

    private static IEnumerable<string> Pls(string text) => Lines(text)
        .Where(line => line.StartsWith("File", StringComparison.OrdinalIgnoreCase) && line.Contains('=', StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    private static List<string> Xspf(string text)
    {
        List<string> found = [];
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            while (reader.ReadToFollowing("location", "http://xspf.org/ns/0/")) found.Add(reader.ReadElementContentAsString());
        }
        catch (XmlException broken)
        {
            throw new StreamException(StreamErrors.Playlist, "The playlist cannot be read.", broken);
        }
        return found;
    }
}

/// <summary>One reading of an HLS list.</summary>
/// <param name="Variant">The leanest stream with sound, when this is a list of variants.</param>
/// <param name="TargetSeconds">Longest segment.</param>
/// <param name="FirstSequence">Number of the first segment.</param>
/// <param name="Segments">Addresses, oldest first.</param>
/// <param name="Head">Address of the initialisation section, if one.</param>
/// <param name="IsEnded">No segment will follow: a recording, not a live stream.</param>
internal sealed record SegmentList(
    Uri? Variant, double TargetSeconds, long FirstSequence, IReadOnlyList<Uri> Segments, Uri? Head, bool IsEnded)
{
    public static SegmentList Read(string text, Uri from)
    {
        var (target, sequence, ended) = (6.0, 0L, false);
        Uri? variant = null, head = null;
        var (leanest, bandwidth) = (long.MaxValue, (long?)null);
        List<Uri> segments = [];
        foreach (var line in Playlist.Lines(text))
        {
            if (line.StartsWith("#EXT-X-KEY", StringComparison.Ordinal) && !line.Contains("METHOD=NONE", StringComparison.Ordinal))
                throw new StreamException(StreamErrors.Playlist, "The stream is encrypted.");
            if (Value(line, "#EXT-X-TARGETDURATION:") is { } t && double.TryParse(t, CultureInfo.InvariantCulture, out var seconds))
                target = Math.Clamp(seconds, 1, 30);
            else if (Value(line, "#EXT-X-MEDIA-SEQUENCE:") is { } s && long.TryParse(s, CultureInfo.InvariantCulture, out var first)) sequence = first;
            else if (Value(line, "#EXT-X-MAP:") is { } map && Attribute(map, "URI") is { } uri) head = new Uri(from, uri);
            else if (Value(line, "#EXT-X-STREAM-INF:") is { } inf) bandwidth = long.TryParse(Attribute(inf, "BANDWIDTH"), out var b) ? b : long.MaxValue - 1;
            else if (line.StartsWith("#EXT-X-ENDLIST", StringComparison.Ordinal)) ended = true;
            else if (!line.StartsWith('#') && Uri.TryCreate(from, line, out var address))
            {
                if (bandwidth is null) segments.Add(address);
                else if (bandwidth < leanest) (leanest, variant) = (bandwidth.Value, address);
                bandwidth = null;
            }
        }
        return new SegmentList(variant, target, sequence, segments, head, ended);
    }

    private static string? Value(string line, string tag) => line.StartsWith(tag, StringComparison.Ordinal) ? line[tag.Length..] : null;

    private static string? Attribute(string attributes, string name)
    {
        var at = attributes.IndexOf(name + "=", StringComparison.Ordinal);
        if (at < 0) return null;
        var rest = attributes[(at + name.Length + 1)..];
        return rest.StartsWith('"') ? rest[1..].Split('"')[0] : rest.Split(',')[0];
    }
}
