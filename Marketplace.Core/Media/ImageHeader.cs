using System.Buffers.Binary;
using System.Text;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Media;

/// <summary>Reads kind and size of an image from its first bytes, before any decoder sees it.</summary>
internal static class ImageHeader
{
    // The size of a JPEG stands behind its metadata, which may hold a preview picture.
    private const int HeadBytes = 512 * 1024;

    /// <summary>What the bytes say they are: ffmpeg's name of the format, and pixels.</summary>
    internal readonly record struct Facts(string Demuxer, int Width, int Height);

    /// <summary>Null if the file is an image that we accept, otherwise image.type or image.size.</summary>
    internal static async Task<Error?> Check(string path, MediaOptions options, CancellationToken ct)
    {
        var head = new byte[HeadBytes];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        return Check(head.AsSpan(0, read), options, out _);
    }

    internal static Error? Check(ReadOnlySpan<byte> head, MediaOptions options, out Facts facts)
    {
        facts = default;
        if (Read(head) is not { } found) return MediaErrors.NotImage;
        facts = found;
        return found.Width > options.MaxImageSide || found.Height > options.MaxImageSide
            || (long)found.Width * found.Height > options.MaxImagePixels ? MediaErrors.ImageSize : null;
    }

    private static Facts? Read(ReadOnlySpan<byte> head)
    {
        var found = Png(head) ?? Jpeg(head) ?? WebP(head);
        return found is { Width: > 0, Height: > 0 } ? found : null;
    }

    private static Facts? Png(ReadOnlySpan<byte> head) =>
        head.Length >= 24 && head[..8].SequenceEqual(PngMark)
            ? new("png_pipe", BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]))
            : null;

    private static ReadOnlySpan<byte> PngMark => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static Facts? Jpeg(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head[0] != 0xFF || head[1] != 0xD8) return null;
        var at = 2;
        while (at + 9 < head.Length)
        {
            if (head[at] != 0xFF) return null;
            var marker = head[at + 1];
            // Start-of-frame markers carry the size; C4, C8 and CC in their row mean something else.
            if (marker is >= 0xC0 and <= 0xCF && marker is not (0xC4 or 0xC8 or 0xCC))
                return new("jpeg_pipe", BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]));
            if (marker is 0xFF) at++;
            else at += 2 + BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
        }
        return null;
    }

    private static Facts? WebP(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30 || !head.StartsWith("RIFF"u8) || !head[8..].StartsWith("WEBP"u8)) return null;
        var (width, height) = Encoding.ASCII.GetString(head.Slice(12, 4)) switch
        {
            "VP8 " => (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF),
            "VP8L" => Lossless(BinaryPrimitives.ReadUInt32LittleEndian(head[21..])),
            "VP8X" => (1 + (BinaryPrimitives.ReadInt32LittleEndian(head[24..]) & 0xFFFFFF),
                1 + (BinaryPrimitives.ReadInt32LittleEndian(head[26..]) >> 8)),
            _ => (0, 0),
        };
        return new("webp_pipe", width, height);
    }

    private static (int Width, int Height) Lossless(uint bits) => ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
}
