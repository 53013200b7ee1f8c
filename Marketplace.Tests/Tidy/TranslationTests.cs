using System.Text.Json;
using System.Text.RegularExpressions;

namespace Marketplace.Tests.Tidy;

/// <summary>Every text that people see is written in both languages, and no translation outlives its text.</summary>
public sealed partial class TranslationTests
{
    private const string Text = @"""((?:[^""\\]|\\.)*)""";

    private static readonly string[] Code =
        [.. Sources.Files("Marketplace.Web", ".razor", ".cs").Concat(Sources.Files("Marketplace.Core", ".cs")).Select(File.ReadAllText)];

    [Fact]
    public void Every_text_has_its_chinese()
    {
        var known = Translations().Select(t => t.English).ToHashSet();
        var missing = Code.SelectMany(Keys).Distinct().Where(key => !known.Contains(key)).Order().ToList();
        Assert.True(missing.Count == 0, "Without Chinese:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void Every_translation_belongs_to_a_text()
    {
        var literals = Code.SelectMany(c => Literal().Matches(c)).Select(m => Plain(m.Groups[1].Value))
            .Concat(Code.SelectMany(Keys)) // Keys inside attributes stand between quotes of their own.
            .Concat(SpokenNames()).ToHashSet();
        // Texts that are chosen at run time stand as plain literals somewhere, so any literal counts as use.
        var unused = Translations().Where(t => !literals.Contains(t.English)).Select(t => $"{t.File}: {t.English}").Order().ToList();
        Assert.True(unused.Count == 0, "No text uses:\n" + string.Join('\n', unused));
    }

    [Fact]
    public void Nothing_is_translated_in_two_ways()
    {
        var twice = Translations().GroupBy(t => t.English).Where(g => g.Select(t => t.Chinese).Distinct().Count() > 1)
            .Select(g => $"{g.Key}: {string.Join(" / ", g.Select(t => t.Chinese).Distinct())}").ToList();
        Assert.True(twice.Count == 0, "Two translations of one text:\n" + string.Join('\n', twice));
    }

    [Fact]
    public void Placeholders_survive_translation()
    {
        var broken = Translations().Where(t => !Holes(t.English).SetEquals(Holes(t.Chinese))).Select(t => t.English).ToList();
        Assert.True(broken.Count == 0, "Placeholders differ:\n" + string.Join('\n', broken));
    }

    // Members of enums are shown by their names, and the decoder's refusals come from the signal code.
    private static IEnumerable<string> SpokenNames() =>
        typeof(Core.Kernel.Actor).Assembly.GetExportedTypes().Where(t => t.IsEnum).SelectMany(Enum.GetNames)
            .Concat(Sources.Files("Marketplace.Audio", ".cs").Select(File.ReadAllText)
                .SelectMany(c => Literal().Matches(c)).Select(m => Plain(m.Groups[1].Value)));

    private static IEnumerable<string> Keys(string code) =>
        new[] { Localized(), Place(), Refusal() }.SelectMany(r => r.Matches(code)).Select(m => Plain(m.Groups[1].Value));

    // Only what texts use: other escapes belong to literals that no person reads.
    private static string Plain(string literal) => literal
        .Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private static HashSet<string> Holes(string text) => [.. Hole().Matches(text).Select(m => m.Value)];

    private static IEnumerable<(string File, string English, string Chinese)> Translations() =>
        Sources.Files("Marketplace.Web", "zh-Hans.json").SelectMany(file =>
            JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!
                .Select(pair => (Path.GetRelativePath(Sources.Root, file), pair.Key, pair.Value)));

    [GeneratedRegex(@"(?:\bL|\b[Tt]exts)\[" + Text)]
    private static partial Regex Localized();

    [GeneratedRegex(@"new NavEntry\(\s*""[^""]*"",\s*" + Text)]
    private static partial Regex Place();

    [GeneratedRegex(@"Error\.(?:Invalid|NotFound|Forbidden|Conflict|Unavailable)\(\s*""[^""]*"",\s*" + Text)]
    private static partial Regex Refusal();

    [GeneratedRegex(Text)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Hole();
}
