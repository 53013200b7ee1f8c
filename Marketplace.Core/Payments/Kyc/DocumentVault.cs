using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Media;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>
/// Seals papers and numbers of people with AES-256-GCM before they touch the disk. The keys lie in <c>keys/documents</c> of the data folder, one
/// file each; the newest one seals, all of them open. Without its key a document cannot be read by anybody.
/// </summary>
public sealed class DocumentVault(MediaOptions options, IBlobStore blobs)
{
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16, IdBytes = 16;
    private const byte Form = 1;
    private static readonly Lock Making = new();
    private readonly string _folder = Path.Combine(Path.GetFullPath(options.Folder), "keys", "documents");

    /// <summary>Seals content and keeps it as a blob of its own.</summary>
    /// <param name="content">The bytes as they are.</param>
    /// <param name="about">What the content belongs to; it opens only under the same words.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Name of the blob.</returns>
    public Task<string> Put(byte[] content, string about, CancellationToken ct) => blobs.Put(new MemoryStream(Seal(content, about)), ct);

    /// <summary>Opens a kept blob; null when it or its key is gone, or it was changed.</summary>
    public async Task<byte[]?> Get(string blob, string about, CancellationToken ct)
    {
        await using var stream = await blobs.Open(blob, ct);
        if (stream is null) return null;
        using var kept = new MemoryStream();
        await stream.CopyToAsync(kept, ct);
        return Open(kept.ToArray(), about);
    }

    /// <summary>Removes a kept blob.</summary>
    public Task Delete(string blob, CancellationToken ct) => blobs.Delete(blob, ct);

    /// <summary>Seals a few words.</summary>
    public string SealText(string text, string about) => Convert.ToBase64String(Seal(Encoding.UTF8.GetBytes(text), about));

    /// <summary>Opens sealed words; null when the key is gone or they were changed.</summary>
    public string? OpenText(string sealedText, string about) =>
        sealedText.Length > 0 && Open(Convert.FromBase64String(sealedText), about) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>A keyed hash: the same words have the same mark, and nobody without the first key can try words out.</summary>
    public string Mark(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Keys()[0].Key, Encoding.UTF8.GetBytes(text)));

    /// <summary>Makes a new key; from now on it seals.</summary>
    public void AddKey()
    {
        Directory.CreateDirectory(_folder);
        // Version 7 names sort by time, so the newest key is the last file.
        var path = Path.Combine(_folder, Guid.CreateVersion7().ToString("N") + ".key");
        var draft = path + ".draft";
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, how))
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        File.Move(draft, path);
    }

    private byte[] Seal(byte[] content, string about)
    {
        var (id, key) = Keys()[^1];
        var result = new byte[1 + IdBytes + NonceBytes + TagBytes + content.Length];
        result[0] = Form;
        id.TryWriteBytes(result.AsSpan(1), bigEndian: true, out _);
        var nonce = result.AsSpan(1 + IdBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, content, result.AsSpan(1 + IdBytes + NonceBytes + TagBytes), result.AsSpan(1 + IdBytes + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(about));
        return result;
    }

    private byte[]? Open(byte[] kept, string about)
    {
        if (kept.Length < 1 + IdBytes + NonceBytes + TagBytes || kept[0] != Form) return null;
        var id = new Guid(kept.AsSpan(1, IdBytes), bigEndian: true);
        if (Keys().Where(k => k.Id == id).Select(k => k.Key).SingleOrDefault() is not { } key) return null;
        var content = new byte[kept.Length - 1 - IdBytes - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(kept.AsSpan(1 + IdBytes, NonceBytes), kept.AsSpan(1 + IdBytes + NonceBytes + TagBytes),
                kept.AsSpan(1 + IdBytes + NonceBytes, TagBytes), content, Encoding.UTF8.GetBytes(about));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null; // Changed, or put in another's place.
        }
    }

    private List<(Guid Id, byte[] Key)> Keys()
    {
        var found = Read();
        if (found.Count > 0) return found;
        lock (Making)
        {
            if (Read() is { Count: > 0 } made) return made;
            AddKey();
            return Read();
        }
    }

    private List<(Guid Id, byte[] Key)> Read() => !Directory.Exists(_folder) ? [] :
        [.. Directory.EnumerateFiles(_folder, "*.key").Order(StringComparer.Ordinal)
            .Select(path => (Guid.ParseExact(Path.GetFileNameWithoutExtension(path), "N"), File.ReadAllBytes(path)))];
}
