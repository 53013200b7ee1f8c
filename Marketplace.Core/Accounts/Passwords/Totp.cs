using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Accounts.Passwords;

/// <summary>Codes of authenticator apps: RFC 6238 with HMAC-SHA-1, 30 s steps and six digits, as every app expects.</summary>
public static class Totp
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new key of 160 bits, Base32.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Base32, 32);

    /// <summary>The step that an instant lies in.</summary>
    public static long StepAt(DateTime now) => (long)(now - DateTime.UnixEpoch).TotalSeconds / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
        HMACSHA1.HashData(Bytes(key), counter, mac); // The standard asks for SHA-1, and here it only has to be unpredictable.
        var offset = mac[^1] & 0xf;
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[offset..]) & 0x7fff_ffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Finds the step that a typed code belongs to.</summary>
    /// <param name="key">The shared key, Base32.</param>
    /// <param name="typed">As typed; spaces do not matter.</param>
    /// <param name="now">UTC.</param>
    /// <param name="after">Codes of this step and earlier were used and are refused.</param>
    /// <returns>The step, at most one away from now to forgive a slow clock; null when the code fits none.</returns>
    public static long? Match(string key, string typed, DateTime now, long after)
    {
        var bare = Encoding.ASCII.GetBytes(new string([.. typed.Where(char.IsAsciiDigit)]));
        var present = StepAt(now);
        for (var step = present - 1; step <= present + 1; step++)
            if (step > after && CryptographicOperations.FixedTimeEquals(bare, Encoding.ASCII.GetBytes(Code(key, step)))) return step;
        return null;
    }

    /// <summary>The address that an authenticator app reads from the picture.</summary>
    public static string Address(string key, string email) =>
        $"otpauth://totp/Marketplace:{Uri.EscapeDataString(email)}?secret={key}&issuer=Marketplace&digits=6&period={StepSeconds}";

    private static byte[] Bytes(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        int bits = 0, value = 0, at = 0;
        foreach (var letter in key)
        {
            var digit = Base32.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0) throw new ArgumentException("The key is not Base32.", nameof(key));
            value = (value << 5) | digit;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes[at++] = (byte)(value >> bits);
            value &= (1 << bits) - 1;
        }
        return bytes;
    }
}
