using Marketplace.Core.Kernel;

namespace Marketplace.Web.Shell;

/// <summary>One place that a person can go to.</summary>
/// <param name="Path">Address, from the root.</param>
/// <param name="Text">Its name in English, also the translation key.</param>
/// <param name="Icon">Name of its icon.</param>
/// <param name="Group">Heading in the rail, in English: a capability, or one of <see cref="Groups"/>.</param>
/// <param name="Policy">Who may open it; a name from <see cref="Policies"/>, everybody when null.</param>
public sealed record NavEntry(string Path, string Text, string Icon, string Group, string? Policy = null)
{
    /// <summary>Whether it is worth one of the few places at the bottom of a phone.</summary>
    public bool IsTab { get; init; }

    /// <summary>Whether it is listed in the palette only, not in the rail.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>Headings of the rail, in the order they stand.</summary>
public static class Groups
{
    /// <summary>Music and airplay.</summary>
    public const string Artist = "Artist";
    /// <summary>A radio station.</summary>
    public const string Station = "Station";
    /// <summary>Money desk of the house.</summary>
    public const string Finance = "Finance";
    /// <summary>Answering people.</summary>
    public const string Support = "Support";
    /// <summary>Deciding about plays, content and claims.</summary>
    public const string Moderation = "Moderation";
    /// <summary>Running the house.</summary>
    public const string House = "House";
    /// <summary>One's own account.</summary>
    public const string Account = "Account";
    /// <summary>What everybody may read.</summary>
    public const string About = "About";

    /// <summary>All of them, in order.</summary>
    public static readonly string[] InOrder = [Artist, Station, Moderation, Support, Finance, House, Account, About];
}

/// <summary>Where a person may go, from what the features have registered.</summary>
public sealed class Navigation(IEnumerable<NavEntry> entries)
{
    /// <summary>Most places at the bottom of a phone; the last one leads to all pages.</summary>
    public const int Tabs = 4;

    /// <summary>The places this actor may open, in the order of groups and registration.</summary>
    public IReadOnlyList<NavEntry> For(Actor actor) =>
    [
        .. entries
            .Where(e => e.Policy is null || actor.Allows(e.Policy))
            .OrderBy(e => Array.IndexOf(Groups.InOrder, e.Group) is var place and >= 0 ? place : int.MaxValue),
    ];

    /// <summary>
    /// The entry that a path belongs to: the longest address it starts with. One that the rail does not list gives way to one that it
    /// does, so that something is always marked.
    /// </summary>
    public static NavEntry? Current(IEnumerable<NavEntry> entries, string path) => entries
        .Where(e => path.Equals(e.Path, StringComparison.OrdinalIgnoreCase)
            || (e.Path != "/" && path.StartsWith(e.Path + "/", StringComparison.OrdinalIgnoreCase)))
        .OrderBy(e => e.IsHidden).ThenByDescending(e => e.Path.Length).FirstOrDefault();

    /// <summary>What stands at the bottom of a phone: first the places of the part of the house one is in.</summary>
    public static IReadOnlyList<NavEntry> BottomTabs(IReadOnlyList<NavEntry> entries, NavEntry? current) =>
        [.. entries.Where(e => e.IsTab).OrderByDescending(e => e.Group == current?.Group).Take(Tabs - 1)];
}

/// <summary>How a feature puts its pages on the map.</summary>
public static class NavigationSetup
{
    /// <summary>Adds places to rail, tabs and palette.</summary>
    public static IServiceCollection AddNavigation(this IServiceCollection services, params NavEntry[] entries)
    {
        foreach (var entry in entries) services.AddSingleton(entry);
        return services;
    }
}
