namespace Marketplace.Core.Radio.Sampling;

/// <summary>What a captured window mostly holds.</summary>
public enum WindowContent
{
    /// <summary>A recording that the library knows.</summary>
    IdentifiedMusic,
    /// <summary>Music that nobody has claimed yet.</summary>
    UnidentifiedMusic,
    /// <summary>Speech or anything else.</summary>
    Speech,
    /// <summary>Nothing audible.</summary>
    Silence,
}

/// <summary>V-2: what was heard in the captured windows.</summary>
/// <param name="Windows">Captured windows.</param>
/// <param name="Matched">Windows with an identified recording.</param>
/// <param name="IdentifiedSeconds">Seconds of identified music.</param>
/// <param name="UnidentifiedSeconds">Seconds of unidentified music: the to-do list.</param>
/// <param name="SpeechSeconds">Seconds of speech and other sound.</param>
/// <param name="SilenceSeconds">Seconds of silence.</param>
public readonly record struct HeardContent(
    int Windows, int Matched, double IdentifiedSeconds, double UnidentifiedSeconds, double SpeechSeconds, double SilenceSeconds)
{
    /// <summary>Matched ÷ captured windows; 0…1, and 0 without windows.</summary>
    public double MatchedShare => Windows == 0 ? 0 : (double)Matched / Windows;

    /// <summary>Adds up captured windows.</summary>
    public static HeardContent Of(IReadOnlyCollection<(WindowContent Content, double Seconds)> windows) => new(
        windows.Count,
        windows.Count(window => window.Content == WindowContent.IdentifiedMusic),
        Total(windows, WindowContent.IdentifiedMusic), Total(windows, WindowContent.UnidentifiedMusic),
        Total(windows, WindowContent.Speech), Total(windows, WindowContent.Silence));

    private static double Total(IEnumerable<(WindowContent Content, double Seconds)> windows, WindowContent content) =>
        windows.Where(window => window.Content == content).Sum(window => window.Seconds);
}
