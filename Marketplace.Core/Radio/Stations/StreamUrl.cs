namespace Marketplace.Core.Radio.Stations;

/// <summary>One address at which a station can be heard.</summary>
public sealed class StreamUrl
{
    private StreamUrl()
    {
    }

    internal StreamUrl(StationId station, string url, int priority, DateTime now) =>
        (Id, StationId, Url, Priority, AddedAt) = (Guid.CreateVersion7(), station, url, priority, now);

    /// <summary>Its id.</summary>
    public Guid Id { get; private set; }
    /// <summary>Whose stream it is.</summary>
    public StationId StationId { get; private set; }
    /// <summary>http or https address of a stream or playlist.</summary>
    public string Url { get; private set; } = "";
    /// <summary>1 is tried first.</summary>
    public int Priority { get; private set; }
    /// <summary>When it was added, UTC.</summary>
    public DateTime AddedAt { get; private set; }
    /// <summary>When it was last tried, UTC.</summary>
    public DateTime? TriedAt { get; private set; }
    /// <summary>When sound last came from it, UTC.</summary>
    public DateTime? HeardAt { get; private set; }
    /// <summary>Why the last try failed: a code of <c>StreamErrors</c>; null after a good one.</summary>
    public string? LastError { get; private set; }

    internal void Choose(int priority) => Priority = priority;
}
