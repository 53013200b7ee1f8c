using Marketplace.Core.Kernel;

namespace Marketplace.Core.Operations;

/// <summary>A sentence for everybody on the status page, such as planned maintenance.</summary>
public sealed class StatusNotice : Entity
{
    private StatusNotice()
    {
    }

    /// <summary>Puts up a notice.</summary>
    public StatusNotice(string text, DateTime now) => (Text, At) = (text, now);

    /// <summary>Version 7: sorts by time.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>What people read, in the words of the person who wrote it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Since when it stands.</summary>
    public DateTime At { get; private set; }

    /// <summary>When it was taken down; null while it stands.</summary>
    public DateTime? EndedAt { get; private set; }

    internal StatusNoticeChanged Show() => Raise(new StatusNoticeChanged(Id, IsUp: true));

    internal void End(DateTime now)
    {
        EndedAt = now;
        Raise(new StatusNoticeChanged(Id, IsUp: false));
    }
}

/// <summary>A notice was put up or taken down.</summary>
public sealed record StatusNoticeChanged(Guid Notice, bool IsUp) : ILiveEvent
{
    /// <summary>The topic that the status page listens to.</summary>
    public const string Topic = "public:status";

    /// <inheritdoc/>
    public IEnumerable<string> Topics => [Topic];
}
