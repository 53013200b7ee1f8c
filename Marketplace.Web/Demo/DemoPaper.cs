using System.Buffers.Binary;
using System.IO.Compression;

namespace Marketplace.Web.Demo;

/// <summary>Draws papers that nobody could take for real ones: a card with a grey face, bars for words and a red bar across.</summary>
internal static class DemoPaper
{
    private const int Width = 640, Height = 400;

    /// <summary>A picture as PNG; the same seed is the same paper.</summary>
    public static byte[] Draw(int seed)
    {
        var random = new Random(seed);
        var rows = new byte[Height * (1 + Width * 3)];
        var tint = new byte[] { (byte)random.Next(190, 235), (byte)random.Next(205, 240), (byte)random.Next(190, 235) };
        Box(rows, 0, 0, Width, Height, 250, 250, 247);
        Box(rows, 16, 16, Width - 32, Height - 32, tint[0], tint[1], tint[2]);
        Box(rows, 48, 96, 150, 190, 150, 150, 150);
        Box(rows, 88, 130, 70, 80, 190, 190, 190);
        for (var line = 0; line < 7; line++) Box(rows, 240, 100 + line * 32, random.Next(120, 330), 12, 70, 80, 75);
        Box(rows, 48, 40, 420, 28, 40, 90, 70);
        for (var x = 0; x < Width - 40; x++) Box(rows, 20 + x, 330 - x * 260 / Width, 1, 14, 190, 50, 40);
        return Png(rows);
    }

    private static void Box(byte[] rows, int left, int top, int width, int height, byte red, byte green, byte blue)
    {
        for (var y = top; y < Math.Min(top + height, Height); y++)
            for (var x = left; x < Math.Min(left + width, Width); x++)
                (rows[At(x, y)], rows[At(x, y) + 1], rows[At(x, y) + 2]) = (red, green, blue);
        static int At(int x, int y) => y * (1 + Width * 3) + 1 + x * 3;
    }

    private static byte[] Png(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(rows);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        (head[8], head[9]) = (8, 2); // Eight bits of red, green and blue.
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR"u8, head);
        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> name, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        byte[] whole = [.. name, .. content];
        png.Write(whole);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(whole));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }
}
