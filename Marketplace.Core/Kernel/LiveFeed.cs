using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Kernel;

/// <summary>What an open page learns: which event, and about which topic. It reads the details itself, with its own rights.</summary>
/// <param name="Topic">For example <c>artist:{id}</c>.</param>
/// <param name="EventType">Short name of the event.</param>
/// <param name="EventId">Id of the outbox row, the same on every node.</param>
public sealed record LiveNews(string Topic, string EventType, Guid EventId)
{
    /// <summary>In place of an event type: something may have happened that was not told.</summary>
    public const string Missed = "missed";
}

/// <summary>Tells the open pages of this node what was committed, here or on another node.</summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Func<LiveNews, Task>>> _listeners = new();

    /// <summary>Listens to one topic until the returned subscription is disposed.</summary>
    public IDisposable Listen(string topic, Func<LiveNews, Task> listener)
    {
        _listeners.AddOrUpdate(topic, _ => [listener], (_, all) => all.Add(listener));
        return new Subscription(this, topic, listener);
    }

    /// <summary>Tells everybody on this node who listens to the topic. A listener that fails does not stop the others.</summary>
    /// <returns>The failures, for the caller's log.</returns>
    public async Task<IReadOnlyList<Exception>> Publish(LiveNews news)
    {
        List<Exception> failures = [];
        if (!_listeners.TryGetValue(news.Topic, out var listeners)) return failures;
        foreach (var listener in listeners)
        {
            try
            {
                await listener(news);
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }
        return failures;
    }

    /// <summary>The same, and the failures go into the log.</summary>
    public async Task Publish(LiveNews news, ILogger log)
    {
        foreach (var failure in await Publish(news)) log.LogWarning(failure, "A listener to {Topic} failed", news.Topic);
    }

    /// <summary>Tells every listener of this node that news may have been missed, for example while the line to the other nodes was down.</summary>
    public async Task PublishMissed()
    {
        foreach (var topic in _listeners.Keys) await Publish(new LiveNews(topic, LiveNews.Missed, Guid.Empty));
    }

    private void Remove(string topic, Func<LiveNews, Task> listener)
    {
        while (_listeners.TryGetValue(topic, out var all))
        {
            var rest = all.Remove(listener);
            if (rest.IsEmpty ? _listeners.TryRemove(new(topic, all)) : _listeners.TryUpdate(topic, rest, all)) return;
        }
    }

    private sealed class Subscription(LiveFeed feed, string topic, Func<LiveNews, Task> listener) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) feed.Remove(topic, listener);
        }
    }
}
