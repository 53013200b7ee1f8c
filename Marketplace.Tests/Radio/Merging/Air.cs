using Marketplace.Core.Radio.Merging;

namespace Marketplace.Tests.Radio.Merging;

/// <summary>One station's day as the merger sees it: windows at a fixed period and what was recognised in them.</summary>
internal sealed class Air(double periodSeconds = 60, double windowSeconds = 15)
{
    private readonly Dictionary<DateTime, HeardWindow> _windows = [];

    public List<HeardMatch> Matches { get; } = [];

    public IReadOnlyList<HeardWindow> Windows => [.. _windows.Values];

    public TimeSpan Period { get; } = TimeSpan.FromSeconds(periodSeconds);

    public static DateTime At(string time) =>
        DateTime.SpecifyKind(new DateTime(2026, 7, 1).Add(TimeSpan.Parse(time)), DateTimeKind.Utc);

    /// <summary>A stable id for a small number.</summary>
    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    /// <summary>Successful windows without a match, every period from one time to the other.</summary>
    public Air Listens(string from, string to)
    {
        for (var start = At(from); start <= At(to); start += Period) Window(start);
        return this;
    }

    public Air Fails(string time) => Becomes(time, window => window with { Ok = false });

    public Air IsSilent(string time) => Becomes(time, window => window with { Silent = true });

    /// <summary>A match in the window that starts at this time; by default it fills the window.</summary>
    public Air Hears(
        int recording, string time, double? offset, double score = 0.9, double length = 210, double skip = 0,
        double? seconds = null)
    {
        var window = Window(At(time));
        var start = window.Start.AddSeconds(skip);
        Matches.Add(new HeardMatch(
            Id(1_000 + Matches.Count), window.Id, window.Start, window.End, start,
            seconds is { } some ? start.AddSeconds(some) : window.End, offset, score, Id(recording), length));
        return this;
    }

    public MergeOutcome Merge(OutsideSigns? signs = null) =>
        PlayMerger.Merge(Matches, Windows, Period, MergePolicy.Standard, signs);

    private HeardWindow Window(DateTime start)
    {
        if (_windows.TryGetValue(start, out var known)) return known;
        return _windows[start] = new HeardWindow(
            Id(100_000 + _windows.Count), start, start.AddSeconds(windowSeconds), Ok: true, Silent: false);
    }

    private Air Becomes(string time, Func<HeardWindow, HeardWindow> change)
    {
        _windows[At(time)] = change(Window(At(time)));
        return this;
    }
}
