using System.ComponentModel.DataAnnotations;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Features.Radio.Air;

/// <summary>How this node listens: section <c>Radio</c>.</summary>
[Settings("Radio")]
public sealed class RadioSettings
{
    /// <summary>Whether streams may lie inside private networks. For local demonstrations: <c>Demo:On</c> implies it, production refuses both.</summary>
    public bool AllowPrivateStreams { get; init; }

    /// <summary>Whether this node listens to stations; false on nodes that only serve pages.</summary>
    public bool Listen { get; init; } = true;

    /// <summary>Captures that this node runs at one moment.</summary>
    [Range(1, 2000)]
    public int MostCaptures { get; init; } = 64;

    /// <summary>Name under which this node holds its stations; empty: the name of the machine and the number of the process.</summary>
    public string Node { get; init; } = "";

    /// <summary>Seconds after which another node takes over the stations of one that stopped answering. Leases are renewed three times as often.</summary>
    [Range(3, 3600)]
    public int LeaseSeconds { get; init; } = 45;

    /// <summary>Prints of music in no catalogue that are remembered, to notice when it comes back; about 12 kB of memory each. 0 remembers nothing.</summary>
    [Range(0, 200_000)]
    public int UnknownPieces { get; init; } = 10_000;
}
