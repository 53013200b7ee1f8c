namespace Marketplace.Core.Radio.Listening;

/// <summary>Which node listens to a station, and until when nobody else may.</summary>
public sealed class StationLease
{
    /// <summary>The station.</summary>
    public required StationId StationId { get; init; }
    /// <summary>Name of the node.</summary>
    public required string Node { get; set; }
    /// <summary>When another node may take over, UTC.</summary>
    public required DateTime Until { get; set; }
}
