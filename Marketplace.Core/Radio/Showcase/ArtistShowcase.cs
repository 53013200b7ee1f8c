using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.People;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Showcase;

/// <summary>An artist in the public list.</summary>
/// <param name="Profile">Name, text and picture.</param>
/// <param name="Tracks">How many tracks are listened for.</param>
public sealed record ArtistCard(PublicProfile Profile, int Tracks);

/// <summary>A page of artists.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows in all.</param>
public sealed record ArtistCards(IReadOnlyList<ArtistCard> Items, int Total);

/// <summary>A track as everybody may read it. Its sound is not public.</summary>
public sealed record PublicTrack(TrackId Id, string Title, string Genre, string? Isrc, double Seconds, DateTime Since);

/// <summary>Everything on an artist's public page.</summary>
/// <param name="Profile">Name, text and picture.</param>
/// <param name="Tracks">Tracks that are listened for, newest first.</param>
/// <param name="OnAir">What is on air now.</param>
/// <param name="Recent">The newest plays.</param>
/// <param name="MonthPlays">Plays of the last thirty days.</param>
/// <param name="MonthStations">Stations that played something in them.</param>
public sealed record ArtistPublic(
    PublicProfile Profile, IReadOnlyList<PublicTrack> Tracks, IReadOnlyList<SongOnAir> OnAir, IReadOnlyList<PublicPlay> Recent,
    int MonthPlays, int MonthStations);

/// <summary>Artists for everybody: names, tracks and where they were heard. Closed and unproved accounts are not shown.</summary>
public sealed class ArtistShowcase(
    IDbContextFactory<MarketplaceDb> contexts, PublicPeople people, AccountQueries accounts, OnAirNow onAir, PublicPlays plays, TimeProvider clock)
{
    private const int MostTracks = 100;
    private const int MostPlays = 12;

    /// <summary>Artists by name.</summary>
    public async Task<ArtistCards> List(string search, int skip, int take, CancellationToken ct)
    {
        var found = await people.With(Capability.Artist, search, skip, take, ct);
        var ids = found.Items.Select(p => p.User).ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var counts = (await db.Tracks.AsNoTracking().Where(t => ids.Contains(t.ArtistId) && t.State == TrackState.Listening)
            .GroupBy(t => t.ArtistId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct)).ToDictionary(g => g.Key, g => g.Count);
        return new ArtistCards([.. found.Items.Select(p => new ArtistCard(p, counts.GetValueOrDefault(p.User)))], found.Total);
    }

    /// <summary>One artist; null when there is none of this name in addresses.</summary>
    public async Task<ArtistPublic?> One(string slug, CancellationToken ct)
    {
        if (await accounts.Profile(slug, ct) is not { } profile || !profile.Capabilities.Contains(Capability.Artist)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var artist = profile.User;
        var listening = await db.Tracks.AsNoTracking().Where(t => t.ArtistId == artist && t.State == TrackState.Listening)
            .OrderByDescending(t => t.CreatedAt).ThenBy(t => t.Id).Take(MostTracks).ToListAsync(ct);
        var recordings = listening.Select(t => t.RecordingId).OfType<RecordingId>().Distinct().ToList();
        var own = db.Plays.Where(p => recordings.Contains(p.RecordingId));
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-30);
        var month = await own.Where(p => !p.IsWithdrawn && p.StartAt >= since && PublicPlays.Told.Contains(p.State))
            .GroupBy(p => p.StationId).Select(g => g.Count()).ToListAsync(ct);
        return new ArtistPublic(
            profile, [.. listening.Select(t => new PublicTrack(t.Id, t.FullTitle, t.Genre, t.Isrc, t.DurationSeconds, t.CreatedAt))],
            await onAir.Songs(db, own, 3, ct), await plays.Newest(db, own, MostPlays, ct), month.Sum(), month.Count);
    }

    /// <summary>Page addresses of all artists, for search engines.</summary>
    public Task<IReadOnlyList<string>> Slugs(int most, CancellationToken ct) => people.Slugs(Capability.Artist, most, ct);
}
