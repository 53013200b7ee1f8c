using System.Security.Cryptography;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Media;

/// <summary>The bytes of unfinished uploads, one file each under <c>uploads/</c>. The length of the file is the truth about the offset.</summary>
public sealed class UploadFiles(MediaOptions options)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(options.Folder), "uploads");

    /// <summary>Where the bytes of an upload are. The name is our own id, never the sender's.</summary>
    public string PathOf(UploadId id) => Path.Combine(_folder, id.Value.ToString("N") + ".part");

    /// <summary>Bytes that are safely here.</summary>
    public long Length(UploadId id) => new FileInfo(PathOf(id)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Removes the bytes.</summary>
    public void Delete(UploadId id)
    {
        if (Directory.Exists(_folder)) File.Delete(PathOf(id));
    }

    /// <summary>Free bytes on the disk of the data folder.</summary>
    public long FreeBytes() => new DriveInfo(Directory.CreateDirectory(_folder).FullName).AvailableFreeSpace;

    /// <summary>Ids that have bytes here, for the broom.</summary>
    public IEnumerable<UploadId> All() => !Directory.Exists(_folder) ? [] : Directory.EnumerateFiles(_folder, "*.part")
        .Select(path => Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "N", out var id) ? id : Guid.Empty)
        .Where(id => id != Guid.Empty).Select(UploadId.From);

    /// <summary>Appends a chunk and answers the new length. Whatever arrived before a broken connection stays.</summary>
    /// <param name="id">Which upload.</param>
    /// <param name="offset">Where the sender believes the chunk begins.</param>
    /// <param name="most">Length that the file may reach.</param>
    /// <param name="chunk">The bytes as they come.</param>
    /// <param name="ct">Gives up; what has come is kept.</param>
    /// <returns>The new length, or <c>upload.offset</c>, <c>upload.busy</c>, <c>upload.too_long</c>.</returns>
    public async Task<Result<long>> Append(UploadId id, long offset, long most, Stream chunk, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        FileStream file;
        try
        {
            // Opened for nobody else: two senders of one upload cannot both append, on whatever thread or process.
            file = new FileStream(PathOf(id), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, useAsync: true);
        }
        catch (IOException) when (File.Exists(PathOf(id)))
        {
            return MediaErrors.Busy;
        }
        await using (file)
        {
            if (file.Length != offset) return MediaErrors.WrongOffset(file.Length);
            file.Position = offset;
            var buffer = new byte[64 * 1024];
            try
            {
                int read;
                while ((read = await chunk.ReadAsync(buffer, ct)) > 0)
                {
                    if (file.Position + read > most)
                    {
                        file.SetLength(offset);
                        return MediaErrors.TooLong;
                    }
                    await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                }
            }
            finally
            {
                file.Flush(flushToDisk: true);
            }
            return file.Length;
        }
    }

    /// <summary>Reads a chunk whole and compares its checksum before anything is kept.</summary>
    /// <returns>The chunk, or <c>upload.checksum</c>, <c>upload.checksum_form</c>.</returns>
    public async Task<Result<MemoryStream>> ReadChecked(Stream chunk, byte[] sha256, CancellationToken ct)
    {
        var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await chunk.ReadAsync(buffer, ct)) > 0)
        {
            if (kept.Length + read > options.MaxCheckedChunkBytes) return MediaErrors.ChecksumForm;
            kept.Write(buffer, 0, read);
        }
        kept.Position = 0;
        var seen = await SHA256.HashDataAsync(kept, ct);
        if (!CryptographicOperations.FixedTimeEquals(seen, sha256)) return MediaErrors.Checksum;
        kept.Position = 0;
        return kept;
    }
}
