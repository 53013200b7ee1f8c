using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.People;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Showcase;

/// <summary>A play as everybody may read it: what, who, where and when. No money, no evidence, nobody's address.</summary>
/// <param name="Title">Title with its version.</param>
/// <param name="Artist">Display name of the account whose song it is.</param>
/// <param name="ArtistSlug">Last part of the artist's page; null when there is none.</param>
/// <param name="Station">Where.</param>
/// <param name="StationSlug">Last part of the station's page.</param>
/// <param name="Zone">The station's IANA zone.</param>
/// <param name="StartAt">When, UTC.</param>
public sealed record PublicPlay(
    string Title, string Artist, string? ArtistSlug, string Station, string StationSlug, string Zone, DateTime StartAt);

/// <summary>Plays for everybody. Only what counts is told: a play that is still being checked may be a mistake.</summary>
public sealed class PublicPlays(TrackQueries tracks, AccountQueries accounts, PublicPeople people)
{
    /// <summary>The states that are public.</summary>
    internal static readonly PlayState[] Told = [PlayState.Confirmed, PlayState.Amended];

    /// <summary>The newest of a choice of plays.</summary>
    internal async Task<IReadOnlyList<PublicPlay>> Newest(MarketplaceDb db, IQueryable<Play> plays, int most, CancellationToken ct)
    {
        var rows = await plays.AsNoTracking().Where(p => !p.IsWithdrawn && Told.Contains(p.State))
            .OrderByDescending(p => p.StartAt).ThenBy(p => p.Id).Take(most).ToListAsync(ct);
        var names = await tracks.NamesOf([.. rows.Select(p => p.RecordingId).Distinct()], ct);
        var ids = rows.Select(p => p.StationId).Distinct().ToList();
        var stations = await db.Stations.AsNoTracking().IgnoreAutoIncludes().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        List<UserId> makers = [.. names.SelectMany(n => n).Select(n => n.ArtistId).Distinct()];
        var artists = await accounts.Names(makers, ct);
        var slugs = await people.SlugsOf(makers, Capability.Artist, ct);
        return [.. from p in rows
                   let track = names[p.RecordingId].FirstOrDefault()
                   where track is not null
                   let station = stations[p.StationId]
                   select new PublicPlay(track.FullTitle, artists.GetValueOrDefault(track.ArtistId, ""), slugs.GetValueOrDefault(track.ArtistId),
                       station.Name, station.Slug, station.TimeZone, p.StartAt)];
    }
}
