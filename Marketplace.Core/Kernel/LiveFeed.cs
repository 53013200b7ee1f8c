using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Marketplace.Core.Kernel;

/// <summary>What an open page learns: which event, and about which topic. It reads the details itself, with its own rights.</summary>
/// <param name="Topic">For example <c>artist:{id}</c>.</param>
/// <param name="EventType">Short name of the event.</param>
/// <param name="EventId">Id of the outbox row, the same on every node.</param>
public sealed record LiveNews(string Topic, string EventType, Guid EventId);

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
