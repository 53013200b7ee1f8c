using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Payments.Rails.Http;

/// <summary>Keeps tokens of rails unreadable in the database: AES-256-GCM under a key that lies in a file of its own.</summary>
public sealed class SecretBox(RailsOptions options)
{
    private const int NonceBytes = 12, TagBytes = 16;
    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>Closes a text.</summary>
    public string Close(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(Key(), TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return Convert.ToBase64String(box);
    }

    /// <summary>Opens it again.</summary>
    /// <exception cref="CryptographicException">It was changed, or closed under another key.</exception>
    public string Open(string closed)
    {
        var box = Convert.FromBase64String(closed);
        if (box.Length < NonceBytes + TagBytes) throw new CryptographicException("Too short.");
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(Key(), TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A file that only the user of this process reads.</summary>
    internal static FileStreamOptions OnlyOurs(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private byte[] Key()
    {
        lock (_gate)
        {
            if (_key is { } known) return known;
            var path = Path.Combine(options.KeyFolder, "rails.key");
            if (File.Exists(path)) return _key = File.ReadAllBytes(path);
            Directory.CreateDirectory(options.KeyFolder);
            var made = RandomNumberGenerator.GetBytes(32);
            using (var file = new FileStream(path, OnlyOurs(FileMode.CreateNew))) file.Write(made);
            return _key = made;
        }
    }
}
