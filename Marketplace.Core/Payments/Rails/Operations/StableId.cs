using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>Ids that are made of what they stand for, so that the same fact always has the same id.</summary>
public static class StableId
{
    /// <summary>A version 8 UUID from the SHA-256 of a name.</summary>
    public static Guid Of(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        hash[6] = (byte)(0x80 | (hash[6] & 0x0f));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3f));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
