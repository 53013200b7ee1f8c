using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;

namespace Marketplace.Core.Radio.Listening;

/// <summary>What a listener remembers of a station's streams between windows: which are bad, and since when.</summary>
public sealed class StreamMemory
{
    private readonly Dictionary<Guid, ConnectBudget> _budgets = [];
    private int _addresses;

    /// <summary>The streams that may be tried now, the first choice first.</summary>
    public IReadOnlyList<StreamUrl> Usable(Station station, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(station);
        if (_addresses != station.Urls.Count)
        {
            // Another list of streams is another station to us: everything deserves a new try.
            _budgets.Clear();
            _addresses = station.Urls.Count;
        }
        return [.. station.Urls.Where(url => Of(url).MayTry(now))];
    }

    /// <summary>The budget of a stream.</summary>
    public ConnectBudget Of(StreamUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!_budgets.TryGetValue(url.Id, out var budget)) _budgets[url.Id] = budget = new ConnectBudget(Math.Max(1, _addresses));
        return budget;
    }
}

/// <summary>Hears one station: captures a window, searches it, writes what was found, and brings its plays up to date.</summary>
public sealed class ListenToStation(
    StreamEar ear, WindowAnalysis analysis, WindowRecorder recorder, MergeStationDay merge, TimeProvider clock)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(5);

    /// <summary>Hears the window that is due, from the first stream that can be heard.</summary>
    /// <param name="station">The station as it stands.</param>
    /// <param name="scheduledAt">When the window was to start, UTC.</param>
    /// <param name="memory">What is known of its streams.</param>
    /// <param name="ct">Gives up; an unfinished window leaves no row.</param>
    /// <returns>Whether sound was heard.</returns>
    public async Task<bool> Window(Station station, DateTime scheduledAt, StreamMemory memory, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(station);
        ArgumentNullException.ThrowIfNull(memory);
        var (error, last) = ("station.no_stream", (StreamUrl?)null);
        foreach (var url in memory.Usable(station, Now))
        {
            last = url;
            var count = new ConnectCount();
            try
            {
                var sound = await ear.Window(new Uri(url.Url), station.Plan.Mode.WindowSeconds, analysis.SampleRateHz, count, ct);
                memory.Of(url).Succeeded();
                await Take(station, scheduledAt, url, sound, ct);
                return true;
            }
            catch (StreamException failure)
            {
                error = failure.Code;
                memory.Of(url).Failed(failure.Code, count.Count, Now);
                await recorder.Tried(url.Id, failure.Code, ct);
            }
        }
        await Miss(station, scheduledAt, last, error, memory, ct);
        return false;
    }

    /// <summary>Hears the station without a pause until its stream fails, the next one can, or the caller leaves.</summary>
    /// <param name="station">The station as it stands.</param>
    /// <param name="scheduledAt">When it was to start, UTC.</param>
    /// <param name="memory">What is known of its streams.</param>
    /// <param name="tracker">Follows the station's programme, also across connections.</param>
    /// <param name="ct">Gives up; what the tracker holds stays with it.</param>
    /// <returns>Whether sound was heard.</returns>
    public async Task<bool> Continuously(
        Station station, DateTime scheduledAt, StreamMemory memory, StationTracker tracker, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        ArgumentNullException.ThrowIfNull(station);
        ArgumentNullException.ThrowIfNull(memory);
        var (error, last, heardAny) = ("station.no_stream", (StreamUrl?)null, false);
        // A new connection begins with sound from before it was opened; what was heard already is left out.
        var heardUntil = tracker.HeardUntil ?? await recorder.HeardUntil(station.Id, ct) ?? DateTime.MinValue;
        foreach (var url in memory.Usable(station, Now))
        {
            last = url;
            var count = new ConnectCount();
            try
            {
                await foreach (var sound in ear.Continuous(new Uri(url.Url), station.Plan.Mode.WindowSeconds, analysis.SampleRateHz, count, ct))
                {
                    memory.Of(url).Succeeded();
                    heardAny = true;
                    var placed = After(sound, heardUntil);
                    if (placed is null) continue;
                    heardUntil = placed.StartAt.AddSeconds((double)placed.Samples.Length / analysis.SampleRateHz);
                    foreach (var window in await analysis.Follow(tracker, url, placed, ct)) await Take(station, window, ct);
                }
            }
            catch (StreamException failure)
            {
                error = failure.Code;
                memory.Of(url).Failed(failure.Code, count.Count, Now);
                await recorder.Tried(url.Id, failure.Code, ct);
            }
        }
        await Miss(station, scheduledAt, last, error, memory, ct);
        return heardAny;
    }

    /// <summary>Writes what a tracker still holds, because nobody will listen to the station any longer or not in this way.</summary>
    public async Task LetGo(Station station, StationTracker tracker, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(station);
        ArgumentNullException.ThrowIfNull(tracker);
        foreach (var window in tracker.Flush()) await Take(station, window, ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    // The stream's time is estimated again for each window and trembles a little; windows still follow each other. After a
    // reconnection the server sends some sound once more: what was heard is cut off.
    private LiveSound? After(LiveSound sound, DateTime heardUntil)
    {
        var overlap = heardUntil - sound.StartAt;
        if (overlap <= TimeSpan.Zero) return sound;
        if (overlap <= TimeSpan.FromSeconds(2)) return sound with { StartAt = heardUntil };
        var known = (int)Math.Min(sound.Samples.Length, overlap.TotalSeconds * analysis.SampleRateHz);
        var isWorthIt = sound.Samples.Length - known >= ShortestRest.TotalSeconds * analysis.SampleRateHz;
        return isWorthIt ? sound with { StartAt = heardUntil, Samples = sound.Samples[known..] } : null;
    }

    private async Task Take(Station station, TrackedWindow window, CancellationToken ct)
    {
        var found = await analysis.Of(window.Sound, window.Matches, ct);
        if (await recorder.Heard(station, window.Sound.StartAt, window.Url, window.Sound, found, ct))
            await merge.Around(station.Id, window.Sound.StartAt, ct);
    }

    private async Task Take(Station station, DateTime scheduledAt, StreamUrl url, LiveSound sound, CancellationToken ct)
    {
        var found = await analysis.Of(sound, ct);
        if (await recorder.Heard(station, scheduledAt, url, sound, found, ct))
            await merge.Around(station.Id, sound.StartAt, ct);
    }

    private Task<bool> Miss(
        Station station, DateTime scheduledAt, StreamUrl? last, string error, StreamMemory memory, CancellationToken ct)
    {
        // Nothing was tried: every stream waits out its failures, or there is none.
        if (last is null && station.Urls.Count > 0)
            return recorder.Missed(station, scheduledAt, WindowOutcome.Skipped,
                memory.Of(station.Urls[0]).LastError ?? "window.backoff", null, ct);
        return recorder.Missed(station, scheduledAt, last is null ? WindowOutcome.Skipped : WindowOutcome.Failed, error, last?.Id, ct);
    }
}
