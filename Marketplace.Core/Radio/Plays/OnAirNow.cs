using Marketplace.Core.Accounts;
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
public sealed record SongOnAir(string Title, string Artist, string StationName, string Region, DateTime Since);

/// <summary>Which plays are still running, as far as the newest windows tell.</summary>
public sealed class OnAirNow(IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, AccountDirectory accounts, TimeProvider clock)
{
    // The longest period is two minutes; a play that was not heard for one period and a window more has ended.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(140);

    /// <summary>The newest songs on air, newest first.</summary>
    public async Task<IReadOnlyList<SongOnAir>> Songs(int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var running = (await Running(db.Plays, now, ct)).Take(most).ToList();
        var names = await tracks.NamesOf([.. running.Select(p => p.RecordingId).Distinct()], ct);
        var ids = running.Select(p => p.StationId).Distinct().ToList();
        var stations = await db.Stations.AsNoTracking().IgnoreAutoIncludes().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        Dictionary<UserId, string> artists = [];
        foreach (var artist in names.SelectMany(n => n).Select(n => n.ArtistId).Distinct())
            artists[artist] = await accounts.NameOf(db, artist, ct);
        return [.. running.Where(p => names[p.RecordingId].Any()).Select(p => new SongOnAir(
            names[p.RecordingId].First().FullTitle, artists[names[p.RecordingId].First().ArtistId],
            stations[p.StationId].Name, stations[p.StationId].Region, p.StartAt))];
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
