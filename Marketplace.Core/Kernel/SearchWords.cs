namespace Marketplace.Core.Kernel;

/// <summary>What somebody typed to search for, made fit for every database.</summary>
public static class SearchWords
{
    /// <summary>Characters that are looked at; nobody searches for more.</summary>
    public const int Most = 80;

    /// <summary>
    /// The words without control characters (PostgreSQL refuses a text with a NUL in it), halves of characters and blanks around them,
    /// at most <see cref="Most"/> characters; empty when nothing is left.
    /// </summary>
    public static string Of(string? typed)
    {
        if (string.IsNullOrEmpty(typed)) return "";
        var words = new System.Text.StringBuilder(Math.Min(typed.Length, Most));
        foreach (var rune in typed.EnumerateRunes())
        {
            if (words.Length + rune.Utf16SequenceLength > Most) break;
            if (!System.Text.Rune.IsControl(rune) && rune != System.Text.Rune.ReplacementChar) words.Append(rune.ToString());
        }
        return words.ToString().Trim();
    }

    /// <summary>The words in lower case, for columns that are compared so.</summary>
    public static string Lower(string? typed) => Of(typed).ToLowerInvariant();
}
