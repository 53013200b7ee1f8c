using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Wakes this node's worker when a track waits.</summary>
public sealed class TrackQueue
{
    private readonly OutboxSignal _signal = new();

    /// <summary>A track waits.</summary>
    public void Wake() => _signal.Wake();

    /// <summary>Waits for a wake-up, at most so long.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken ct) => _signal.Wait(atMost, ct);
}

/// <summary>Hands submitted tracks to the worker; the rows themselves say what is left to do, so nothing is lost with a wake-up.</summary>
public sealed class WakeTrackWorker(TrackQueue queue) : IEventHandler<TrackSubmitted>
{
    /// <inheritdoc/>
    public Task Handle(TrackSubmitted happened, CancellationToken ct)
    {
        queue.Wake();
        return Task.CompletedTask;
    }
}
