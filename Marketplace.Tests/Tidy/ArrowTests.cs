using System.Text.RegularExpressions;

namespace Marketplace.Tests.Tidy;

/// <summary>A feature knows only features of lower levels; the table stands in ARCHITECTURE.md.</summary>
public sealed partial class ArrowTests
{
    private static readonly Dictionary<string, HashSet<string>> Allowed = ReadTable();

    [Fact]
    public void No_feature_of_the_core_uses_one_that_the_table_does_not_allow()
    {
        List<string> wrong = [];
        foreach (var (path, text) in Source.Files("Marketplace.Core", ".cs"))
        {
            var feature = path.Split('/')[1];
            // The tables of all features meet in the one database context, and feature partials of it live beside their entities.
            if (feature == "Storage" && (path.EndsWith("MarketplaceDb.cs", StringComparison.Ordinal))) continue;
            foreach (Match used in Use().Matches(text))
                if (used.Groups[1].Value is var other && other != feature && Allowed.ContainsKey(other) && !Allowed[feature].Contains(other))
                    wrong.Add($"{path} uses {other}");
            if (text.Contains("using Marketplace.Audio", StringComparison.Ordinal) && !Allowed[feature].Contains("Audio"))
                wrong.Add($"{path} uses Audio");
        }
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Every_feature_folder_stands_in_the_table()
    {
        var folders = Directory.GetDirectories(Source.File("Marketplace.Core")).Select(d => Path.GetFileName(d)!).Except(["bin", "obj"]);
        Assert.Empty(folders.Except(Allowed.Keys));
    }

    [Fact]
    public void Signals_know_nothing_and_the_core_knows_no_web()
    {
        var wrong = Source.Files("Marketplace.Audio", ".cs").Where(f => f.Text.Contains("Marketplace.Core", StringComparison.Ordinal)).Select(f => f.Path)
            .Concat(Source.Files("Marketplace.Core", ".cs").Where(f => WebNamespace().IsMatch(f.Text)).Select(f => f.Path));
        Assert.Empty(wrong);
    }

    private static Dictionary<string, HashSet<string>> ReadTable()
    {
        var rows = File.ReadAllLines(Source.File("ARCHITECTURE.md")).Where(line => LevelRow().IsMatch(line))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        return rows.SelectMany(row => Names(row[2]).Select(feature => (feature, uses: Names(row[3]).ToHashSet())))
            .ToDictionary(pair => pair.feature, pair => pair.uses);
    }

    private static IEnumerable<string> Names(string cell) => Word().Matches(cell).Select(m => m.Value);

    [GeneratedRegex(@"Marketplace\.Core\.([A-Z][A-Za-z]+)")]
    private static partial Regex Use();

    // Identity's classes are the one thing of ASP.NET that the core keeps.
    [GeneratedRegex(@"using Microsoft\.AspNetCore\.(?!Identity)|using Microsoft\.JSInterop|using Quartz")]
    private static partial Regex WebNamespace();

    [GeneratedRegex(@"^\| \d \|")]
    private static partial Regex LevelRow();

    [GeneratedRegex("[A-Z][A-Za-z]+")]
    private static partial Regex Word();
}
