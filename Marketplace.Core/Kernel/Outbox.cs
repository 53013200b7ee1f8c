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
        Id = InOrder(now), Type = happened.GetType().FullName!,
        Body = JsonSerializer.Serialize(happened, happened.GetType(), KernelJson.Plain),
        At = now, DueAt = now, CorrelationId = Correlation.Id,
    });

    // Events of one millisecond are told in the order they were written: the 12 bits that RFC 9562 leaves free count them.
    private static Guid InOrder(DateTime now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(new DateTimeOffset(now)).TryWriteBytes(bytes, bigEndian: true, out _);
        var count = Interlocked.Increment(ref _count) & 0xfff;
        bytes[6] = (byte)(0x70 | (count >> 8));
        bytes[7] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }

    private static int _count;
}
