namespace Marketplace.Core.Media;

/// <summary>Tells by its first bytes what kind of paper a file is; never by its name.</summary>
public static class DocumentHeader
{
    private const int HeadBytes = 512 * 1024;

    /// <summary>The content type, or null when it is neither an image that we accept nor a PDF.</summary>
    public static async Task<string?> Type(string path, MediaOptions options, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        return await Type(file, options, ct);
    }

    /// <summary>The content type of a stream that stands at its beginning, or null.</summary>
    public static async Task<string?> Type(Stream content, MediaOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        var head = new byte[HeadBytes];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        return Type(head.AsSpan(0, read), options);
    }

    private static string? Type(ReadOnlySpan<byte> head, MediaOptions options)
    {
        if (head.StartsWith("%PDF-1."u8) || head.StartsWith("%PDF-2."u8)) return "application/pdf";
        if (ImageHeader.Check(head, options, out var facts) is not null) return null;
        return facts.Demuxer switch { "png_pipe" => "image/png", "jpeg_pipe" => "image/jpeg", "webp_pipe" => "image/webp", _ => null };
    }
}
