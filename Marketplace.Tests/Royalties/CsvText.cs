using System.Text;

namespace Marketplace.Tests.Royalties;

/// <summary>Reads RFC 4180 strictly, independently of the writer.</summary>
internal static class CsvText
{
    public static List<List<string>> Read(string text)
    {
        List<List<string>> rows = [];
        List<string> row = [];
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"') quoted = true;
            else if (c is ',' or '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                Assert.Equal('\n', text[++i]);
                rows.Add(row);
                row = [];
            }
            else cell.Append(c);
        }
        Assert.Empty(row);
        return rows;
    }
}
