using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Shell;

/// <summary>
/// The product's texts. The English sentence is the key; each feature keeps its Chinese beside its pages in <c>zh-Hans.json</c>.
/// A sentence without a translation shows in English, and a test fails.
/// </summary>
public sealed class Texts : IStringLocalizer
{
    private static readonly FrozenDictionary<string, string> Translations = Load();

    /// <inheritdoc/>
    public LocalizedString this[string name]
    {
        get
        {
            var text = IsChinese ? Translations.GetValueOrDefault(name) : name;
            return new LocalizedString(name, text ?? name, resourceNotFound: text is null);
        }
    }

    /// <inheritdoc/>
    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var format = this[name];
            return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, format.Value, arguments), format.ResourceNotFound);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        Translations.Select(pair => new LocalizedString(pair.Key, IsChinese ? pair.Value : pair.Key));

    /// <summary>The Chinese text of an English sentence, whatever the reader's language; null when there is none.</summary>
    public string? Chinese(string english) => Translations.GetValueOrDefault(english);

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    private static FrozenDictionary<string, string> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        Dictionary<string, string> all = [];
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith("zh-Hans.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            foreach (var (english, chinese) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!) all[english] = chinese;
        }
        return all.ToFrozenDictionary();
    }
}
