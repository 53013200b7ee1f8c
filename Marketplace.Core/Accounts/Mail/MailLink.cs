using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts.Mail;

/// <summary>What a mailed link is for.</summary>
public enum LinkPurpose
{
    /// <summary>Proves the address.</summary>
    Confirm,
    /// <summary>Allows a new password.</summary>
    Reset,
}

/// <summary>A link that was mailed. Only the hash of its random part is kept, and it works once.</summary>
public sealed class MailLink
{
    /// <summary>A link to confirm an address works for three days.</summary>
    public static readonly TimeSpan ConfirmLife = TimeSpan.FromDays(3);
    /// <summary>A link to choose a new password works for 30 minutes.</summary>
    public static readonly TimeSpan ResetLife = TimeSpan.FromMinutes(30);

    /// <summary>SHA-256 of the random part, hex.</summary>
    public required string Hash { get; init; }
    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }
    /// <summary>What for.</summary>
    public required LinkPurpose Purpose { get; init; }
    /// <summary>Dead from then on, UTC.</summary>
    public required DateTime ExpiresAt { get; init; }
    /// <summary>When it was used, UTC; null while it works.</summary>
    public DateTime? UsedAt { get; set; }

    /// <summary>Makes a link for an account.</summary>
    /// <returns>The row to keep and the random part (256 bit, base64url) to mail.</returns>
    public static (MailLink Row, string Token) New(Guid user, LinkPurpose purpose, DateTime now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var life = purpose == LinkPurpose.Reset ? ResetLife : ConfirmLife;
        return (new MailLink { Hash = HashOf(token), UserId = user, Purpose = purpose, ExpiresAt = now + life }, token);
    }

    /// <summary>How a random part is looked up. A plain hash is right here: there is nothing to guess in 256 random bits.</summary>
    public static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
}

internal sealed class MailLinkConfiguration : IEntityTypeConfiguration<MailLink>
{
    public void Configure(EntityTypeBuilder<MailLink> table)
    {
        table.ToTable("mail_links");
        table.HasKey(l => l.Hash);
        table.Property(l => l.Hash).HasMaxLength(64);
        table.HasIndex(l => new { l.UserId, l.Purpose });
        table.HasIndex(l => l.ExpiresAt);
    }
}
