using System.Text;

namespace Marketplace.Core.Royalties.Statements;

/// <summary>Writes rows as CSV: UTF-8, comma, CRLF, quoting of RFC 4180, decimal point, fixed header.</summary>
/// <remarks>
/// CsvHelper is not used here: its formula guard looks at the first character of any cell, so it would put an apostrophe before
/// a negative amount, and it lets a leading space or a full-width sign through.
/// </remarks>
public static class StatementCsv
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>The file of a statement.</summary>
    /// <param name="detail">The statement.</param>
    /// <param name="coverage">Coverage in a few words; printed on a station's file only.</param>
    public static byte[] Write(StatementDetail detail, string coverage)
    {
        var isStation = detail.Statement.Kind == StatementKind.Station;
        var text = new StringBuilder();
        Line(text, isStation ? StatementRows.StationColumns : StatementRows.ArtistColumns);
        foreach (var row in isStation ? StatementRows.OfStation(detail, coverage) : StatementRows.Of(detail))
            Line(text, row.Select(cell => cell.IsText ? Guarded(cell.Value) : cell.Value));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>
    /// Puts an apostrophe before words that a spreadsheet would take for a formula: = + - @, tab, line break, also after spaces and
    /// in full width.
    /// </summary>
    public static string Guarded(string text)
    {
        // Any white space counts, the no-break space included; the byte order mark and zero-width marks too.
        var start = text.AsSpan().TrimStart(" \u00a0\u3000\u2007\u202f\u200b\u200e\u200f\u2060\ufeff");
        return start.Length > 0 && FormulaStarts.Contains(start[0]) ? "'" + text : text;
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") || cell.StartsWith(' ') || cell.EndsWith(' ')
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;
}
