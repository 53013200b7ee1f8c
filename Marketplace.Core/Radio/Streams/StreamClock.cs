namespace Marketplace.Core.Radio.Streams;

/// <summary>
/// Finds out when the samples of a stream were on air. A server sends some sound at once on connecting (the burst) and then
/// keeps pace, so sound never comes before it is on air, and only paced sound comes right then: the origin of the stream is the
/// least of (arrival − position) over the last minute.
/// </summary>
/// <param name="sampleRateHz">Samples per second.</param>
/// <param name="lump">Sound comes in lumps of about this length.</param>
public sealed class StreamClock(int sampleRateHz, TimeSpan lump)
{
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tremble = TimeSpan.FromMilliseconds(250);
    private readonly Queue<(DateTime Arrived, DateTime Origin)> _seen = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TimeSpan _late = lump * 1.5 + TimeSpan.FromSeconds(0.5);
    private DateTime _settledOrigin = DateTime.MaxValue, _steadySince;
    private DateTime? _firstAt;

    /// <summary>When sample 0 was on air, UTC, as far as is known.</summary>
    /// <exception cref="InvalidOperationException">Nothing was noted yet.</exception>
    public DateTime Origin => _seen.Min(seen => seen.Origin);

    /// <summary>Notes some sound.</summary>
    /// <param name="endSample">Number of samples up to its end.</param>
    /// <param name="arrivedAt">When it came, UTC.</param>
    public void Note(long endSample, DateTime arrivedAt)
    {
        var origin = arrivedAt - TimeSpan.FromSeconds((double)endSample / sampleRateHz);
        _seen.Enqueue((arrivedAt, origin));
        while (_seen.Peek().Arrived < arrivedAt - Horizon) _seen.Dequeue();
        _firstAt ??= arrivedAt;
        // Earlier than before: the burst is not over. Much later: the sound or our own machine stood still, and what follows
        // a standstill looks like a pace until it has caught up.
        if (origin < _settledOrigin - Tremble) (_settledOrigin, _steadySince) = (origin, arrivedAt);
        else if (origin > _settledOrigin + _late) _steadySince = arrivedAt;
    }

    /// <summary>Whether the burst is over, so that <see cref="Origin"/> can be trusted; after half a minute of unrest it has to do.</summary>
    public bool IsPaced(DateTime now) => _firstAt is { } first
        && (now - _steadySince >= lump + TimeSpan.FromSeconds(1) || now - first >= Patience + lump * 3);

    /// <summary>When a sample was on air, UTC, to the millisecond.</summary>
    public DateTime TimeOf(long sample)
    {
        var at = Origin + TimeSpan.FromSeconds((double)sample / sampleRateHz);
        return new DateTime(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }
}
