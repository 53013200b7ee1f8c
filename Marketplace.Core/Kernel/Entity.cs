using System.ComponentModel.DataAnnotations.Schema;

namespace Marketplace.Core.Kernel;

/// <summary>Something that happened and was committed. Handlers receive it at least once, so they must be idempotent.</summary>
public interface IEvent;

/// <summary>An event that open pages are told about within a second.</summary>
public interface ILiveEvent : IEvent
{
    /// <summary>Whom it concerns, for example <c>artist:{id}</c>, <c>station:{id}</c> or <c>admin</c>.</summary>
    IEnumerable<string> Topics { get; }
}

/// <summary>A row with a life of its own: guarded against lost updates, and able to tell what happened to it.</summary>
public abstract class Entity
{
    private readonly List<IEvent> _events = [];

    /// <summary>Concurrency token; raised with each change, because SQLite makes none.</summary>
    public long Version { get; private set; }

    /// <summary>What happened since the row was loaded; the frame stores it in the outbox.</summary>
    [NotMapped]
    public IReadOnlyList<IEvent> Events => _events;

    /// <summary>Notes that something happened and hands the event back.</summary>
    protected T Raise<T>(T happened) where T : IEvent
    {
        _events.Add(happened);
        return happened;
    }

    internal void Touch() => Version++;

    internal void ForgetEvents() => _events.Clear();
}
