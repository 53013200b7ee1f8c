using System.Globalization;
using System.Text;

namespace Marketplace.Core.Accounts;

/// <summary>Cleans what people type into names: no control characters and nothing that turns the reading direction.</summary>
public static class PlainText
{
    /// <summary>One line, single spaces, trimmed, in composed form.</summary>
    public static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = new string([.. text.Normalize(NormalizationForm.FormC).Select(c => char.IsWhiteSpace(c) ? ' ' : c).Where(IsShown)]);
        return string.Join(' ', kept.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Several lines, trimmed, line ends as <c>\n</c>.</summary>
    public static string Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ends = text.Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n");
        return new string([.. ends.Where(c => c == '\n' || IsShown(c))]).Trim();
    }

    private static bool IsShown(char c) =>
        char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        || c == '\u200d'; // The joiner inside many emoji.
}
