using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts.Passwords;

/// <summary>A one-time code for a lost phone. Only its hash is kept; using it removes the row.</summary>
public sealed class RecoveryCode
{
    /// <summary>How many are made at once.</summary>
    public const int Count = 10;

    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; // Nothing that reads like something else.
    private const int Length = 16; // 31^16 is about 79 bits: too many to guess, also from the hash.

    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }
    /// <summary>SHA-256 of the code without separators, hex.</summary>
    public required string Hash { get; init; }

    /// <summary>A fresh code for people: four groups of four.</summary>
    public static string NewCode() => string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(4).Select(c => new string(c)));

    /// <summary>How a code is looked up: spaces, dashes and case do not matter.</summary>
    public static string HashOf(string code)
    {
        var bare = new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bare)));
    }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> table)
    {
        table.ToTable("recovery_codes");
        table.HasKey(c => new { c.UserId, c.Hash });
        table.Property(c => c.Hash).HasMaxLength(64);
    }
}
