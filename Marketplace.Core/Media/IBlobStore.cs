namespace Marketplace.Core.Media;

/// <summary>Keeps files that never change. A file's name is the SHA-256 of its content, 64 lower-case hex digits.</summary>
/// <remarks>A folder holds them here; an object store can stand behind the same five calls.</remarks>
public interface IBlobStore
{
    /// <summary>Keeps the content, whole or not at all. Putting the same content twice keeps it once.</summary>
    /// <returns>Its name.</returns>
    Task<string> Put(Stream content, CancellationToken ct);

    /// <summary>Opens a file to read; the stream can seek.</summary>
    /// <returns>Null when there is no such file.</returns>
    Task<Stream?> Open(string name, CancellationToken ct);

    /// <summary>A path on this machine for programs that want one, such as ffmpeg. Never write to it.</summary>
    /// <returns>Null when there is no such file.</returns>
    Task<string?> LocalPath(string name, CancellationToken ct);

    /// <summary>Whether the file is here.</summary>
    Task<bool> Exists(string name, CancellationToken ct);

    /// <summary>Removes the file if it is here.</summary>
    Task Delete(string name, CancellationToken ct);
}
