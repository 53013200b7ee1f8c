namespace Marketplace.Core.Radio.Listening;

/// <summary>How this node listens.</summary>
public sealed record ListeningOptions
{
    /// <summary>Name of this node in leases, unlike that of every other process. A name given by setting lets a restarted node take its stations back at once.</summary>
    public string Node { get; init; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>Windows captured at the same time on this node, continuous stations included.</summary>
    public int MostCaptures { get; init; } = 64;

    /// <summary>How long a station stays with a node that stopped answering.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How often leases are renewed and the list of stations is looked through.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long evidence clips are kept; afterwards only hash and times remain (section 16 of the rule book).</summary>
    public TimeSpan EvidenceKept { get; init; } = TimeSpan.FromDays(183);
}

/// <summary>Limits what this node does at the same time.</summary>
public sealed class ListeningGates(ListeningOptions options) : IDisposable
{
    /// <summary>Open captures.</summary>
    public SemaphoreSlim Captures { get; } = new(options.MostCaptures, options.MostCaptures);

    /// <summary>Windows being searched: computing more at once than there are cores only makes all of them late.</summary>
    public SemaphoreSlim Analyses { get; } = new(Environment.ProcessorCount, Environment.ProcessorCount);

    /// <inheritdoc/>
    public void Dispose()
    {
        Captures.Dispose();
        Analyses.Dispose();
    }
}
