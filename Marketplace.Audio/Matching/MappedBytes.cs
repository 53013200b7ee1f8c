using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Marketplace.Audio.Matching;

/// <summary>A file as memory: the system reads a page when it is touched and may drop it again.</summary>
/// <remarks>Unmapped when nothing refers to it any more, because searches under way may still read the segment that was replaced.</remarks>
internal sealed unsafe class MappedBytes : MemoryManager<byte>
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly int length;

    /// <summary>Maps a file for reading.</summary>
    /// <exception cref="InvalidDataException">The file is empty or larger than 2 GB.</exception>
    public MappedBytes(string path)
    {
        var bytes = new FileInfo(path).Length;
        if (bytes is 0 or > int.MaxValue) throw new InvalidDataException($"The file {path} has an impossible length.");
        length = (int)bytes;
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(start, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
