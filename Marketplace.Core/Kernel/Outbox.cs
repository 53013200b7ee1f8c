using System.Text.Json;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Kernel;

/// <summary>Receives an event after it was committed, at least once and possibly on another node.</summary>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IEventHandler<in TEvent> where TEvent : IEvent
{
    /// <summary>Does what follows from the event. Throwing means: try again later.</summary>
    Task Handle(TEvent happened, CancellationToken ct);
}

/// <summary>Wakes the dispatcher of this node when a step left something in the outbox.</summary>
public sealed class OutboxSignal
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Something was committed.</summary>
    public void Wake()
    {
        lock (_signal)
        {
            if (_signal.CurrentCount == 0) _signal.Release();
        }
    }

    /// <summary>Waits for a wake-up, at most so long.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken ct) => _signal.WaitAsync(atMost, ct);
}

/// <summary>Writes events into the outbox.</summary>
public static class OutboxWriting
{
    /// <summary>Adds the event to the transaction of this context.</summary>
    public static void Tell(this MarketplaceDb db, IEvent happened, DateTime now) => db.Outbox.Add(new OutboxMessage
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(now)), Type = happened.GetType().FullName!,
        Body = JsonSerializer.Serialize(happened, happened.GetType(), KernelJson.Plain),
        At = now, DueAt = now, CorrelationId = Correlation.Id,
    });
}
