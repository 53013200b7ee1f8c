using System.Buffers.Binary;
using System.IO.Compression;

namespace Marketplace.Audio.Evidence;

/// <summary>Writes small pictures of few colours, with transparency, as PNG. The same pixels always give the same bytes.</summary>
internal static class PalettePng
{
    /// <summary>Encodes a picture.</summary>
    /// <param name="pixels">Shape [height · width], indices into the palette, row by row.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="palette">At most 256 colours.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, ReadOnlySpan<(byte Red, byte Green, byte Blue, byte Alpha)> palette)
    {
        var height = pixels.Length / width;
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9], header[10], header[11], header[12]) = (8, 3, 0, 0, 0);
        Chunk(file, "IHDR"u8, header);

        var (colours, alphas) = (new byte[palette.Length * 3], new byte[palette.Length]);
        for (var i = 0; i < palette.Length; i++)
            (colours[3 * i], colours[3 * i + 1], colours[3 * i + 2], alphas[i]) = palette[i];
        Chunk(file, "PLTE"u8, colours);
        Chunk(file, "tRNS"u8, alphas);

        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zip.WriteByte(0); // No filter: neighbours of an indexed picture are not alike in number.
                zip.Write(pixels.Slice(y * width, width));
            }
        }
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        var crc = Crc(Crc(uint.MaxValue, kind), data) ^ uint.MaxValue;
        BinaryPrimitives.WriteUInt32BigEndian(number, crc);
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0 - (crc & 1)));
        }
        return crc;
    }
}
