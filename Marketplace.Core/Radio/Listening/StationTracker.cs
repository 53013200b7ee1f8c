using Marketplace.Audio.Matching;
using Marketplace.Audio.Tracking;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;

namespace Marketplace.Core.Radio.Listening;

/// <summary>A window of a station that is heard without a pause, with everything that was on air in it.</summary>
/// <param name="Url">The stream it came from.</param>
/// <param name="Sound">What was heard.</param>
/// <param name="Matches">Recordings in it, times relative to its start.</param>
public sealed record TrackedWindow(StreamUrl Url, LiveSound Sound, IReadOnlyList<Match> Matches);

/// <summary>
/// Follows one station from window to window, across reconnections. Windows are held back until the monitor knows them: a song that is found
/// ten seconds after its start is then in the window it started in. What is held is lost when the process is killed, and a window without a row is
/// no witness, so the play goes on by its anchor.
/// </summary>
/// <param name="index">The library.</param>
public sealed class StationTracker(RecordingIndex index)
{
    // Long enough for a search to see ten seconds of what began at the end of the window.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(12);
    // Shorter differences are the trembling of the stream's clock; a longer silence is another programme.
    private static readonly TimeSpan Tremble = TimeSpan.FromSeconds(1), LongestGap = TimeSpan.FromMinutes(2);
    private readonly Queue<(StreamUrl Url, LiveSound Sound, double From)> _held = new();
    private StreamMonitor? _monitor;
    private long _pushed;

    /// <summary>End of the newest sound, UTC; null before the first.</summary>
    public DateTime? HeardUntil { get; private set; }

    /// <summary>Takes the next sound, which does not begin before <see cref="HeardUntil"/>.</summary>
    /// <returns>Windows that are known by now, oldest first.</returns>
    public async Task<IReadOnlyList<TrackedWindow>> Hear(StreamUrl url, LiveSound sound, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(sound);
        await index.Load(ct);
        List<TrackedWindow> known = [];
        var gap = sound.StartAt - (HeardUntil ?? sound.StartAt);
        if (gap > LongestGap) known.AddRange(Flush());
        _monitor ??= index.Monitor();
        // The line of a record runs on while nothing is heard of it.
        if (gap > Tremble && gap <= LongestGap) Push(new float[(int)(gap.TotalSeconds * index.SampleRateHz)]);
        _held.Enqueue((url, sound, Seconds(_pushed)));
        Push(sound.Samples);
        HeardUntil = sound.StartAt.AddSeconds(Seconds(sound.Samples.Length));
        while (_held.TryPeek(out var oldest) && _monitor.SearchedSeconds >= EndOf(oldest) + Settling.TotalSeconds) known.Add(Release());
        return known;
    }

    /// <summary>Gives out everything that is held, by what is known now, and forgets the stream.</summary>
    public IReadOnlyList<TrackedWindow> Flush()
    {
        _monitor?.Finish();
        List<TrackedWindow> known = [];
        while (_held.Count > 0) known.Add(Release());
        (_monitor, _pushed) = (null, 0);
        return known;
    }

    private TrackedWindow Release()
    {
        var window = _held.Dequeue();
        return new TrackedWindow(window.Url, window.Sound, _monitor!.Heard(window.From, EndOf(window)));
    }

    private void Push(float[] samples)
    {
        _monitor!.Push(samples);
        _pushed += samples.Length;
    }

    private double EndOf((StreamUrl Url, LiveSound Sound, double From) window) => window.From + Seconds(window.Sound.Samples.Length);

    private double Seconds(long samples) => (double)samples / index.SampleRateHz;
}
