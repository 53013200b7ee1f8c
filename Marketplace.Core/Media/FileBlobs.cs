using System.Security.Cryptography;

namespace Marketplace.Core.Media;

/// <summary>Blobs as files under <c>blobs/ab/cd/…</c> of the data folder.</summary>
public sealed class FileBlobs(MediaOptions options) : IBlobStore
{
    private const int NameLength = 64;
    private readonly string _folder = Path.Combine(Path.GetFullPath(options.Folder), "blobs");

    /// <inheritdoc/>
    public async Task<string> Put(Stream content, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        var drafts = Directory.CreateDirectory(Path.Combine(_folder, "drafts")).FullName;
        var draft = Path.Combine(drafts, Guid.NewGuid().ToString("N"));
        try
        {
            var name = await Write(content, draft, ct);
            var target = PathOf(name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // A rename inside one file system is whole or not at all, so a crash never leaves half a blob under its name.
            File.Move(draft, target, overwrite: true);
            return name;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> Open(string name, CancellationToken ct)
    {
        var path = PathOf(name);
        return Task.FromResult<Stream?>(File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true)
            : null);
    }

    /// <inheritdoc/>
    public Task<string?> LocalPath(string name, CancellationToken ct)
    {
        var path = PathOf(name);
        return Task.FromResult(File.Exists(path) ? path : null);
    }

    /// <inheritdoc/>
    public Task<bool> Exists(string name, CancellationToken ct) => Task.FromResult(File.Exists(PathOf(name)));

    /// <inheritdoc/>
    public Task Delete(string name, CancellationToken ct)
    {
        var path = PathOf(name);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    // Only hex digits become part of a path, so no name can lead out of the folder.
    private string PathOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsName(name)) throw new ArgumentException("A blob is named by 64 lower-case hex digits.", nameof(name));
        return Path.Combine(_folder, name[..2], name[2..4], name);
    }

    /// <summary>Whether the text can be the name of a blob.</summary>
    public static bool IsName(string? text) =>
        text is { Length: NameLength } && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    private static async Task<string> Write(Stream content, string path, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, ct)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
