using System.Text.RegularExpressions;

namespace Marketplace.Tests.Tidy;

/// <summary>The few things that must never slip.</summary>
public sealed class SourceRuleTests
{
    private static readonly string[] Code = ["Marketplace.Audio", "Marketplace.Core", "Marketplace.Web", "Marketplace.Cli"];

    [Theory]
    [InlineData("time comes from TimeProvider", @"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    [InlineData("nothing blocks on a task", @"\.GetAwaiter\(\)\.GetResult\(\)|(?<!_)\b[a-z]\w*\.Wait\(\)|(Task|Async\([^()]*\))\.Result\b")]
    [InlineData("nothing sleeps on a thread", @"Thread\.Sleep")]
    [InlineData("money is never floating point", @"\b(double|float)\??\s+\w*([Aa]mount|[Mm]oney|[Pp]rice|[Ff]ee|[Rr]oyalt|[Pp]ayout|[Bb]alance|[Mm]inor|[Rr]ate(PerSecond|Minor))\w*")]
    [InlineData("SQL is never put together from text", @"(FromSqlRaw|ExecuteSqlRaw(Async)?|SqlQueryRaw)(<\w+>)?\s*\(\s*(\$|@\$|""[^""]*""\s*\+)")]
    [InlineData("calls that the browser script does not know end the circuit", @"\b(GetValueAsync|SetValueAsync|InvokeConstructorAsync)\s*[<(]")]
    [InlineData("nothing is left for later", @"\b(TODO|FIXME|HACK)\b")]
    public void Holds_in_every_source_file(string rule, string forbidden)
    {
        var pattern = new Regex(forbidden, RegexOptions.Compiled);
        var wrong = Code.SelectMany(folder => Source.Files(folder, ".cs", ".razor"))
            .SelectMany(f => f.Text.Split('\n').Select((line, i) => (f.Path, Line: i + 1, Text: line)))
            .Where(l => !l.Text.TrimStart().StartsWith("//", StringComparison.Ordinal) && pattern.IsMatch(l.Text))
            .Select(l => $"{l.Path}:{l.Line} {l.Text.Trim()}").ToList();
        Assert.True(wrong.Count == 0, $"{rule}:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Raw_SQL_stands_only_in_the_folders_of_the_engines()
    {
        var wrong = Source.Files("Marketplace.Core", ".cs").Concat(Source.Files("Marketplace.Web", ".cs", ".razor"))
            .Where(f => Regex.IsMatch(f.Text, "(FromSqlRaw|ExecuteSqlRaw|SqlQueryRaw)")
                && !f.Path.StartsWith("Marketplace.Core/Storage/Sqlite/", StringComparison.Ordinal)
                && !f.Path.StartsWith("Marketplace.Core/Storage/Postgres/", StringComparison.Ordinal));
        Assert.Empty(wrong.Select(f => f.Path));
    }

    [Fact]
    public void Markup_is_made_from_text_only_where_it_was_looked_at()
    {
        // Each of these makes its markup from numbers and constants of our own, or from JSON whose every < and & is escaped.
        string[] lookedAt =
        [
            "Marketplace.Web/Shell/Stop.razor", "Marketplace.Web/Ui/Icon.razor", "Marketplace.Web/Ui/StructuredData.razor",
            "Marketplace.Web/Features/Accounts/CodesPanel.razor",
        ];
        var wrong = Source.Files("Marketplace.Web", ".cs", ".razor")
            .Where(f => f.Text.Contains("MarkupString", StringComparison.Ordinal) && !lookedAt.Contains(f.Path));
        Assert.Empty(wrong.Select(f => f.Path));
    }

    [Fact]
    public void Nothing_names_the_machine_that_it_was_written_on()
    {
        var pattern = new Regex(@"/root/\.nuget|/home/\w+/");
        var wrong = new[] { "build", "docs", "deploy", ".ci" }.Concat(Code).Where(f => Directory.Exists(Source.File(f)))
            .SelectMany(folder => Source.Files(folder, ".cs", ".razor", ".sh", ".md", ".json", ".conf", ".csproj", ".targets", "run"))
            .Where(f => pattern.IsMatch(f.Text));
        Assert.Empty(wrong.Select(f => f.Path));
    }
}
