using System.Reflection;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Tidy;
using Marketplace.Web.Hosting;

namespace Marketplace.Tests.Hosting;

/// <summary>What can be set is written down: in .env.example with a sentence each, and in appsettings.json with its default.</summary>
public sealed class SettingsTests
{
    // Read without a class of settings, each at one place.
    private static readonly string[] Loose =
    [
        "PORT", "DATA", "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS", "AllowedHosts", "PublicUrl", "ConnectionStrings__Marketplace",
        "Demo__On", "Logging__LogLevel__Default",
        "Mail__From", "Mail__Host", "Mail__Port", "Mail__UseTls", "Mail__User", "Mail__Password",
    ];

    private static IEnumerable<string> Known => Classes()
        .SelectMany(type => type.GetProperties().Where(p => p.CanWrite)
            .Select(p => $"{type.GetCustomAttribute<SettingsAttribute>()!.Section.Replace(":", "__")}__{p.Name}"))
        .Concat(Loose);

    [Fact]
    public void The_example_of_the_environment_names_every_setting_and_nothing_else()
    {
        var lines = File.ReadAllLines(Source.File(".env.example"));
        var named = lines.Where(l => l.Contains('=') && !l.StartsWith("# ", StringComparison.Ordinal))
            .Select(l => l.TrimStart('#').Split('=')[0]).ToList();
        Assert.Equal(Known.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].Contains('=') && !lines[i].StartsWith("# ", StringComparison.Ordinal))
                Assert.True(i > 0 && lines[i - 1].StartsWith("# ", StringComparison.Ordinal), $"{lines[i]} has no sentence above it.");
    }

    [Fact]
    public void The_settings_file_names_every_class_of_settings_with_the_default_of_the_code()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Source.File("appsettings.json")));
        foreach (var type in Classes())
        {
            var section = type.GetCustomAttribute<SettingsAttribute>()!.Section.Split(':')
                .Aggregate(file.RootElement, (at, name) => at.GetProperty(name));
            var defaults = Activator.CreateInstance(type)!;
            foreach (var property in type.GetProperties().Where(p => p.CanWrite))
                Assert.Equal(property.GetValue(defaults)?.ToString() ?? "", section.GetProperty(property.Name).ToString());
        }
    }

    private static IEnumerable<Type> Classes() => new[] { typeof(IEvent).Assembly, typeof(Settings).Assembly }
        .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(SettingsAttribute)));
}
