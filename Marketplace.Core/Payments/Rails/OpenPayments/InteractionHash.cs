using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Payments.Rails.OpenPayments;

/// <summary>The proof that a browser comes back from the very consent that we began (RFC 9635, 4.2.3).</summary>
public static class InteractionHash
{
    /// <summary>The 32 bytes: SHA-256 over our nonce, the server's, the reference, and the address that the grant was asked at.</summary>
    public static byte[] Of(string nonce, string finish, string interactRef, string grantEndpoint) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{nonce}\n{finish}\n{interactRef}\n{grantEndpoint}"));

    /// <summary>Whether the hash of the address fits. The standard writes it in base64url without padding, Rafiki in base64 with padding.</summary>
    public static bool Fits(string? given, string nonce, string finish, string interactRef, string grantEndpoint)
    {
        if (given is not { Length: 43 or 44 }) return false;
        var bytes = new byte[32];
        // A plus sign that was not encoded in the address arrives as a space.
        var text = given.Replace(' ', '+').Replace('+', '-').Replace('/', '_').TrimEnd('=');
        return Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == bytes.Length
            && CryptographicOperations.FixedTimeEquals(bytes, Of(nonce, finish, interactRef, grantEndpoint));
    }
}
