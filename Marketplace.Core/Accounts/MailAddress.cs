using System.Diagnostics.CodeAnalysis;

namespace Marketplace.Core.Accounts;

/// <summary>The one rule for e-mail addresses.</summary>
public static class MailAddress
{
    private const int Longest = 254;

    /// <summary>Whether the text is one plain address: no name beside it, no line break, a dot in its domain.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        var trimmed = text?.Trim() ?? "";
        return trimmed.Length is > 3 and <= Longest
            && !trimmed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"' or '(' or ')')
            && System.Net.Mail.MailAddress.TryCreate(trimmed, out var parsed)
            && parsed.Address == trimmed && parsed.Host.Contains('.', StringComparison.Ordinal);
    }

    /// <summary>How addresses are compared.</summary>
    public static string Normalize(string text) => (text ?? "").Trim().ToUpperInvariant();
}
