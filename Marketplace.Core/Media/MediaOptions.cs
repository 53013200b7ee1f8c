namespace Marketplace.Core.Media;

/// <summary>Where files are kept and how large they may be.</summary>
public sealed record MediaOptions
{
    /// <summary>The data folder; <c>blobs/</c> and <c>uploads/</c> are made inside it.</summary>
    public string Folder { get; init; } = "data";

    /// <summary>Largest audio file, bytes.</summary>
    public long MaxAudioBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>Largest image file, bytes.</summary>
    public long MaxImageBytes { get; init; } = 10L * 1024 * 1024;

    /// <summary>Most pixels on one side of an image.</summary>
    public int MaxImageSide { get; init; } = 12_000;

    /// <summary>Most pixels of an image in all: a small file can unpack into gigabytes.</summary>
    public long MaxImagePixels { get; init; } = 40_000_000;

    /// <summary>How many uploads one account may have open.</summary>
    public int MaxOpenUploads { get; init; } = 10;

    /// <summary>How many bytes the open uploads of one account may declare together.</summary>
    public long MaxOpenBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Largest chunk that may carry a checksum: it is held in memory until the checksum is known to fit.</summary>
    public int MaxCheckedChunkBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long an upload waits for its next byte, or for its use.</summary>
    public TimeSpan UploadPatience { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Free disk space that uploads never touch, bytes.</summary>
    public long SpareDiskBytes { get; init; } = 256L * 1024 * 1024;
}
