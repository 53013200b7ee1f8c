using System.Globalization;
using System.Text;

namespace Marketplace.Core.Payments.Wallets;

/// <summary>Writes tables of money as CSV: UTF-8, comma, CRLF, quoting of RFC 4180, decimal point. Words that a spreadsheet would run are disarmed.</summary>
public static class MoneyCsv
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>A cell; words are guarded, numbers are written as they are.</summary>
    public readonly record struct Cell(string Value, bool IsText)
    {
        /// <summary>Words of people or of the house.</summary>
        public static implicit operator Cell(string text) => new(text, true);

        /// <summary>Digits of our own making.</summary>
        public static Cell Plain(string value) => new(value, false);

        /// <summary>An amount, digits and point only.</summary>
        public static implicit operator Cell(Kernel.Money amount) => new(amount.ToPlainText(), false);

        /// <summary>An instant, UTC.</summary>
        public static implicit operator Cell(DateTime utc) => new(utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), false);
    }

    /// <summary>The file.</summary>
    public static byte[] Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', header).Append("\r\n");
        foreach (var row in rows) text.Append(Line(row));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Writes a file of any length while its rows are read.</summary>
    public static async Task Write(Stream to, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<Cell>> rows, CancellationToken ct)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true);
        await text.WriteAsync(string.Join(',', header) + "\r\n");
        await foreach (var row in rows.WithCancellation(ct)) await text.WriteAsync(Line(row));
    }

    private static string Line(IReadOnlyList<Cell> row) => string.Join(',', row.Select(c => Quoted(c.IsText ? Guarded(c.Value) : c.Value))) + "\r\n";

    /// <summary>Puts an apostrophe before words that a spreadsheet would take for a formula, also after spaces and in full width.</summary>
    public static string Guarded(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = text.AsSpan().TrimStart(" \u00a0\u3000\u2007\u202f\u200b\u200e\u200f\u2060\ufeff");
        return start.Length > 0 && FormulaStarts.Contains(start[0]) ? "'" + text : text;
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") || cell.StartsWith(' ') || cell.EndsWith(' ')
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;
}

/// <summary>A wallet statement as a file; the same in every language.</summary>
public static class WalletCsv
{
    /// <summary>The columns.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["booked_at", "transaction", "kind", "subject", "asset", "available", "clearing", "reserved", "owed", "net", "net_after"];

    /// <summary>The file: a first row with the opening, one row per line, a last row with the closing.</summary>
    public static byte[] Write(WalletStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var rows = new List<IReadOnlyList<MoneyCsv.Cell>> { Sums("opening", statement.Opening, statement.Asset) };
        var after = statement.Opening;
        foreach (var line in statement.Lines)
        {
            after = after.Plus(line);
            rows.Add([line.At, MoneyCsv.Cell.Plain(line.Id.ToString()), line.Kind, line.Subject, statement.Asset.Code,
                line.Available, line.Clearing, line.Reserved, line.Owed, line.Net, after.Net]);
        }
        rows.Add(Sums("closing", statement.Closing, statement.Asset));
        return MoneyCsv.Write(Columns, rows);
    }

    private static IReadOnlyList<MoneyCsv.Cell> Sums(string name, WalletSums sums, Kernel.Asset asset) =>
        ["", "", name, "", asset.Code, sums.Available, sums.Clearing, sums.Reserved, sums.Owed, sums.Net, sums.Net];
}
