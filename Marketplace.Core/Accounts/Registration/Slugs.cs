using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Registration;

/// <summary>The readable last part of a public page's address.</summary>
public static class Slugs
{
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>Letters and digits of the name with accents taken off; empty when nothing is left, as with Chinese names.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bare = name.Normalize(NormalizationForm.FormD).Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        var spaced = new string([.. bare.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]);
        var slug = string.Join('-', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return slug.Length > 40 ? slug[..40].TrimEnd('-') : slug;
    }

    /// <summary>A slug that nobody has yet: the plain one if it is free, otherwise with a random ending.</summary>
    public static async Task<string> Free(MarketplaceDb db, string name, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var plain = Of(name);
        if (plain.Length >= 3 && !await db.Users.AnyAsync(u => u.Slug == plain, ct)) return plain;
        return $"{(plain.Length == 0 ? "p" : plain)}-{RandomNumberGenerator.GetString(Letters, 6)}";
    }
}
