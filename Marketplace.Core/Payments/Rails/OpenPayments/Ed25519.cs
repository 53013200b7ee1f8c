using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Marketplace.Core.Payments.Rails.OpenPayments;

/// <summary>
/// Ed25519 of RFC 8032 by the OpenSSL 3 library that .NET itself uses on Linux; the class library has no plain Ed25519. Signatures are
/// deterministic.
/// </summary>
public static class Ed25519
{
    /// <summary>Length of seed and public key, bytes.</summary>
    public const int KeyBytes = 32;
    /// <summary>Length of a signature, bytes.</summary>
    public const int SignatureBytes = 64;
    private const string Crypto = "libcrypto.so.3";
    private const int Algorithm = 1087; // EVP_PKEY_ED25519

    /// <summary>The public key of a seed.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        var key = PrivateKey(seed);
        try
        {
            var length = (nuint)KeyBytes;
            var bytes = new byte[KeyBytes];
            Check(EVP_PKEY_get_raw_public_key(key, bytes, ref length));
            return bytes;
        }
        finally
        {
            EVP_PKEY_free(key);
        }
    }

    /// <summary>Signs a message.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var key = PrivateKey(seed);
        var context = EVP_MD_CTX_new();
        try
        {
            Check(EVP_DigestSignInit(context, 0, 0, 0, key));
            var length = (nuint)SignatureBytes;
            var signature = new byte[SignatureBytes];
            Check(EVP_DigestSign(context, signature, ref length, message.ToArray(), (nuint)message.Length));
            return signature;
        }
        finally
        {
            EVP_MD_CTX_free(context);
            EVP_PKEY_free(key);
        }
    }

    /// <summary>Whether the holder of the key signed the message.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyBytes || signature.Length != SignatureBytes) return false;
        var key = EVP_PKEY_new_raw_public_key(Algorithm, 0, publicKey.ToArray(), (nuint)publicKey.Length);
        if (key == 0) return false;
        var context = EVP_MD_CTX_new();
        try
        {
            Check(EVP_DigestVerifyInit(context, 0, 0, 0, key));
            return EVP_DigestVerify(context, signature.ToArray(), (nuint)signature.Length, message.ToArray(), (nuint)message.Length) == 1;
        }
        finally
        {
            EVP_MD_CTX_free(context);
            EVP_PKEY_free(key);
        }
    }

    private static nint PrivateKey(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != KeyBytes) throw new ArgumentException("A seed has 32 bytes.", nameof(seed));
        var key = EVP_PKEY_new_raw_private_key(Algorithm, 0, seed.ToArray(), (nuint)seed.Length);
        return key != 0 ? key : throw new CryptographicException("OpenSSL refused the key.");
    }

    private static void Check(int result)
    {
        if (result != 1) throw new CryptographicException("OpenSSL refused the signature.");
    }

    [DllImport(Crypto)]
    private static extern nint EVP_PKEY_new_raw_private_key(int type, nint engine, byte[] key, nuint length);

    [DllImport(Crypto)]
    private static extern nint EVP_PKEY_new_raw_public_key(int type, nint engine, byte[] key, nuint length);

    [DllImport(Crypto)]
    private static extern int EVP_PKEY_get_raw_public_key(nint key, byte[] bytes, ref nuint length);

    [DllImport(Crypto)]
    private static extern void EVP_PKEY_free(nint key);

    [DllImport(Crypto)]
    private static extern nint EVP_MD_CTX_new();

    [DllImport(Crypto)]
    private static extern void EVP_MD_CTX_free(nint context);

    [DllImport(Crypto)]
    private static extern int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [DllImport(Crypto)]
    private static extern int EVP_DigestSign(nint context, byte[] signature, ref nuint length, byte[] message, nuint messageLength);

    [DllImport(Crypto)]
    private static extern int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [DllImport(Crypto)]
    private static extern int EVP_DigestVerify(nint context, byte[] signature, nuint length, byte[] message, nuint messageLength);
}
