using System.Text;

namespace Marketplace.Audio.Decoding;

/// <summary>Names the container of a file by its first bytes. The name of a file is never evidence.</summary>
/// <remarks>
/// ffmpeg would also open playlists, concat scripts and subtitle files, which name other files and addresses. So the
/// demuxer is chosen here, from a short list of formats that hold nothing but their own bytes, and forced with <c>-f</c>.
/// </remarks>
public static class AudioContainer
{
    /// <summary>How many first bytes <see cref="Sniff"/> wants to see.</summary>
    public const int HeadBytes = 8192;

    /// <summary>The ffmpeg demuxer of these bytes: wav, mp3, flac, ogg or mov.</summary>
    /// <param name="head">The first bytes of the file, at best <see cref="HeadBytes"/>.</param>
    /// <returns>Null when the bytes are none of the accepted formats.</returns>
    public static string? Sniff(ReadOnlySpan<byte> head)
    {
        if (Has(head, 0, "RIFF") && Has(head, 8, "WAVE")) return "wav";
        if (Has(head, 0, "fLaC")) return "flac";
        if (Has(head, 0, "OggS")) return "ogg";
        if (Has(head, 4, "ftyp")) return "mov";
        if (Has(head, 0, "ID3")) return "mp3";
        return IsMp3Frame(head) ? "mp3" : null;
    }

    /// <summary>Whether the container states its true length. An MP3 without a Xing header only lets ffmpeg guess.</summary>
    internal static bool StatesLength(string container, ReadOnlySpan<byte> head) =>
        container != "mp3" || head.IndexOf("Xing"u8) >= 0 || head.IndexOf("Info"u8) >= 0;

    /// <summary>Whether a WAV header promises more bytes than the file has. ffmpeg would quietly shorten the sound.</summary>
    /// <remarks>Recorders that never learn the length write 0 or all ones, which promises nothing.</remarks>
    internal static bool IsCutWav(ReadOnlySpan<byte> head, long fileBytes)
    {
        if (Sniff(head) != "wav") return false;
        var promised = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        return promised is > 0 and < 0xFFFFFF00 && promised + 8L > fileBytes + 1;
    }

    private static bool Has(ReadOnlySpan<byte> head, int at, string text) =>
        head.Length >= at + text.Length && Encoding.ASCII.GetString(head.Slice(at, text.Length)) == text;

    // Frame sync of eleven bits, a known version, layer III, a known bit rate and sample rate: text never looks so.
    private static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[1] & 0x18) != 0x08
        && (head[2] & 0xF0) is not (0xF0 or 0x00) && (head[2] & 0x0C) != 0x0C;
}
