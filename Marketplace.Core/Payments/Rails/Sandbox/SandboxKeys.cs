using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Marketplace.Core.Payments.Rails.Sandbox;

/// <summary>
/// The secrets between us and the sandbox: made at the first start, kept in a file that only this user reads. Two are valid at once, so that
/// one can be changed while messages are under way.
/// </summary>
public sealed class SandboxKeys
{
    private readonly string _path;
    private readonly Lock _gate = new();
    private Secrets? _secrets;

    /// <summary>Reads nothing yet.</summary>
    public SandboxKeys(RailsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _path = Path.Combine(options.KeyFolder, "sandbox.json");
    }

    private sealed record Secrets(string Api, string Current, string? Previous);

    /// <summary>The key of our calls.</summary>
    public string Api => Read().Api;

    /// <summary>Signs a message: <c>t=seconds,v1=HMAC-SHA256(secret, "seconds.body")</c>.</summary>
    public string Sign(long seconds, ReadOnlySpan<byte> body) => $"t={seconds},v1={Hmac(Read().Current, seconds, body)}";

    /// <summary>Whether one of the two secrets made this signature, compared in constant time.</summary>
    public bool IsSigned(long seconds, ReadOnlySpan<byte> body, string hex)
    {
        var secrets = Read();
        var given = Encoding.ASCII.GetBytes(hex);
        var byCurrent = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hmac(secrets.Current, seconds, body)), given);
        var byPrevious = secrets.Previous is { } previous
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hmac(previous, seconds, body)), given);
        return byCurrent || byPrevious;
    }

    /// <summary>Takes a new secret for messages; the one before stays valid until the next change.</summary>
    public void Rotate()
    {
        lock (_gate) Write(Read() with { Previous = Read().Current, Current = Make() });
    }

    /// <summary>The end of the current secret, for eyes that may only recognise it.</summary>
    public string Masked => "••••" + Read().Current[^4..];

    private Secrets Read()
    {
        lock (_gate)
        {
            if (_secrets is { } known) return known;
            if (File.Exists(_path)) return _secrets = JsonSerializer.Deserialize<Secrets>(File.ReadAllText(_path))!;
            Write(new Secrets(Make(), Make(), null));
            return _secrets!;
        }
    }

    private void Write(Secrets secrets)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var next = _path + ".next";
        using (var file = new FileStream(next, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write,
            UnixCreateMode = OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
            JsonSerializer.Serialize(file, secrets);
        File.Move(next, _path, overwrite: true);
        _secrets = secrets;
    }

    private static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string Hmac(string secret, long seconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes($"{seconds}."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
