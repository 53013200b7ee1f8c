using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Listening;

/// <summary>A window of a station was captured, or was not.</summary>
/// <param name="Station">The station.</param>
/// <param name="Window">The window.</param>
public sealed record WindowHeard(StationId Station, Guid Window) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [RadioTopics.Station(Station), RadioTopics.Stations];
}
