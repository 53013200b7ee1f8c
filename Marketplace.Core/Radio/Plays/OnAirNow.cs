using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.People;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>What is on air now, for everybody: names only, no money and no evidence.</summary>
/// <param name="Title">Title with its version.</param>
/// <param name="Artist">Display name of the account whose song it is.</param>
/// <param name="StationName">Where.</param>
/// <param name="Region">Where the station is.</param>
/// <param name="Since">When it began, UTC.</param>
/// <param name="ArtistSlug">Last part of the artist's public page; null when there is none.</param>
/// <param name="StationSlug">Last part of the station's public page.</param>
public sealed record SongOnAir(
    string Title, string Artist, string StationName, string Region, DateTime Since, string? ArtistSlug, string StationSlug);

/// <summary>Which plays are still running, as far as the newest windows tell.</summary>
public sealed class OnAirNow(IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, AccountQueries accounts, PublicPeople people, TimeProvider clock)
{
    // The longest period is two minutes; a play that was not heard for one period and a window more has ended.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(140);

    /// <summary>The newest songs on air, newest first.</summary>
    public async Task<IReadOnlyList<SongOnAir>> Songs(int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Songs(db, db.Plays, most, ct);
    }

    /// <summary>Songs of this choice of plays that are on air, newest first.</summary>
    internal async Task<IReadOnlyList<SongOnAir>> Songs(MarketplaceDb db, IQueryable<Play> plays, int most, CancellationToken ct)
    {
        var running = (await Running(plays, clock.GetUtcNow().UtcDateTime, ct)).Take(most).ToList();
        var names = await tracks.NamesOf([.. running.Select(p => p.RecordingId).Distinct()], ct);
        var ids = running.Select(p => p.StationId).Distinct().ToList();
        var stations = await db.Stations.AsNoTracking().IgnoreAutoIncludes().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        List<UserId> makers = [.. names.SelectMany(n => n).Select(n => n.ArtistId).Distinct()];
        var artists = await accounts.Names(makers, ct);
        var slugs = await people.SlugsOf(makers, Capability.Artist, ct);
        return [.. from p in running
                   let track = names[p.RecordingId].FirstOrDefault()
                   where track is not null
                   let station = stations[p.StationId]
                   select new SongOnAir(track.FullTitle, artists.GetValueOrDefault(track.ArtistId, ""), station.Name, station.Region, p.StartAt,
                       slugs.GetValueOrDefault(track.ArtistId), station.Slug)];
    }

    internal static async Task<IReadOnlyList<PlayLine>> Of(
        MarketplaceDb db, TrackQueries tracks, IQueryable<Play> plays, DateTime now, CancellationToken ct) =>
        await PlayLog.Lines(db, tracks, await Running(plays, now, ct), ct);

    private static async Task<IReadOnlyList<Play>> Running(IQueryable<Play> plays, DateTime now, CancellationToken ct)
    {
        var since = now - LongestSilence;
        var recent = await plays.AsNoTracking()
            .Where(p => p.LastHeardAt >= since && !p.IsWithdrawn && p.State != PlayState.Rejected && p.State != PlayState.Overlapped)
            .OrderByDescending(p => p.StartAt).Take(200).ToListAsync(ct);
        // A record that must be over by its own length is over, even if no window has said so yet.
        return [.. recent.Where(p => p.AnchorAt is not { } anchor || anchor.AddMilliseconds(p.ReferenceMs) > now)];
    }
}
