namespace Marketplace.Web.Shell;

/// <summary>A song that is being heard on a station right now.</summary>
/// <param name="Title">Name of the song.</param>
/// <param name="Artist">Who made it.</param>
/// <param name="Station">Where it is heard.</param>
/// <param name="City">Where the station is.</param>
/// <param name="Since">When it was first heard, UTC.</param>
public sealed record OnAirItem(string Title, string Artist, string Station, string City, DateTime Since)
{
    /// <summary>Address of the artist's public page, if there is one.</summary>
    public string? ArtistPage { get; init; }

    /// <summary>Address of the station's public page, if there is one.</summary>
    public string? StationPage { get; init; }
}

/// <summary>Tells the front page what is on air.</summary>
public interface IOnAirSource
{
    /// <summary>The newest few, newest first; public knowledge only.</summary>
    Task<IReadOnlyList<OnAirItem>> Now(CancellationToken ct);
}
