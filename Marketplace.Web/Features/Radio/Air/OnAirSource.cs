using Marketplace.Core.Radio.Plays;
using Marketplace.Web.Features.Radio.Showcase;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Radio.Air;

/// <summary>Tells public pages what is on air.</summary>
public sealed class OnAirSource(OnAirNow onAir) : IOnAirSource
{
    private const int Most = 24;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OnAirItem>> Now(CancellationToken ct) =>
        [.. (await onAir.Songs(Most, ct)).Select(s => new OnAirItem(s.Title, s.Artist, s.StationName, s.Region, s.Since)
        {
            ArtistPage = PublicPaths.Artist(s.ArtistSlug), StationPage = PublicPaths.Station(s.StationSlug),
        })];
}
