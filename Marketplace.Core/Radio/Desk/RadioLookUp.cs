using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Desk;

/// <summary>A track as support finds it.</summary>
/// <param name="Id">The track.</param>
/// <param name="Title">Title with its version; empty while there is none.</param>
/// <param name="Artist">Name of the account that handed it in.</param>
/// <param name="ArtistId">That account.</param>
/// <param name="Isrc">Code, or null.</param>
/// <param name="State">How far it has come.</param>
/// <param name="FailureReason">Why it stopped, or null.</param>
/// <param name="CreatedAt">When it was handed in, UTC.</param>
/// <param name="Recording">The recording it belongs to, or null.</param>
public sealed record FoundTrack(
    TrackId Id, string Title, string Artist, UserId ArtistId, string? Isrc, TrackState State, string? FailureReason, DateTime CreatedAt,
    RecordingId? Recording);

/// <summary>A station as support finds it.</summary>
public sealed record FoundStation(StationId Id, string Name, string Region, string Slug, UserId OwnerId, string Owner, bool IsEnabled);

/// <summary>A track with all around it, read only.</summary>
/// <param name="Track">The track.</param>
/// <param name="Splits">Its split sheets, newest first.</param>
/// <param name="Conflicts">Names of accounts that claim the same recording now.</param>
/// <param name="Plays">Its newest plays, with how many there are in all.</param>
public sealed record TrackCase(FoundTrack Track, IReadOnlyList<SplitView> Splits, IReadOnlyList<string> Conflicts, PlayPage Plays);

/// <summary>What somebody holds on the radio side.</summary>
public sealed record RadioHoldings(IReadOnlyList<FoundTrack> Tracks, IReadOnlyList<FoundStation> Stations, PlayPage Plays);

/// <summary>Finds tracks, stations and plays for support and superadmins; for everybody else there are none.</summary>
public sealed class RadioLookUp(IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, AccountQueries accounts)
{
    private const int Most = 20;

    /// <summary>Tracks by id, ISRC (with or without hyphens) or part of the title.</summary>
    public async Task<IReadOnlyList<FoundTrack>> Tracks(Actor actor, string words, CancellationToken ct)
    {
        if (!MayLook(actor, words, out var lower)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var code = lower.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        var found = Guid.TryParse(words, out var id)
            ? db.Tracks.Where(t => t.Id == new TrackId(id))
            : db.Tracks.Where(t => t.Isrc == code || t.Title.ToLower().Contains(lower) || t.VersionTitle.ToLower().Contains(lower));
        return await Found(found, ct);
    }

    /// <summary>Stations by id or part of the name or page address.</summary>
    public async Task<IReadOnlyList<FoundStation>> Stations(Actor actor, string words, CancellationToken ct)
    {
        if (!MayLook(actor, words, out var lower)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = Guid.TryParse(words, out var id)
            ? db.Stations.Where(s => s.Id == new StationId(id))
            : db.Stations.Where(s => s.Name.ToLower().Contains(lower) || s.Slug.Contains(lower));
        return await Found(found, ct);
    }

    /// <summary>A play by its id; empty when there is none.</summary>
    public async Task<IReadOnlyList<PlayLine>> Plays(Actor actor, string words, CancellationToken ct)
    {
        if (!MayLook(actor, words, out _) || !Guid.TryParse(words, out var id)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var play = await db.Plays.AsNoTracking().Where(p => p.Id == new PlayId(id)).ToListAsync(ct);
        return await PlayLog.Lines(db, tracks, play, ct);
    }

    /// <summary>Everything about one track; null when there is none, or not for this actor.</summary>
    public async Task<TrackCase?> Track(Actor actor, TrackId id, CancellationToken ct)
    {
        if (!IsDesk(actor)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Found(db.Tracks.Where(t => t.Id == id), ct) is not [var track]) return null;
        var sheets = await db.SplitVersions.AsNoTracking().Where(v => v.TrackId == id).OrderByDescending(v => v.Number).ToListAsync(ct);
        var claims = await db.OwnershipConflicts.AsNoTracking()
            .Where(c => c.ClosedAt == null && (c.ClaimantTrackId == id || c.OtherTrackId == id)).ToListAsync(ct);
        var names = await accounts.Names([.. claims.Select(c => c.ClaimantTrackId == id ? c.OtherId : c.ClaimantId)], ct);
        var recording = track.Recording;
        return new TrackCase(track, [.. sheets.Select(SplitQueries.View)], [.. names.Values.Order()],
            await PlayLog.Page(db, tracks, db.Plays.Where(p => recording != null && p.RecordingId == recording), Newest, ct));
    }

    /// <summary>What somebody holds; nothing for anybody but support and superadmins.</summary>
    public async Task<RadioHoldings> Of(Actor actor, UserId person, CancellationToken ct)
    {
        if (!IsDesk(actor)) return new RadioHoldings([], [], new PlayPage([], 0));
        await using var db = await contexts.CreateDbContextAsync(ct);
        var own = (await tracks.RecordingsOf(person, ct)).ToList();
        return new RadioHoldings(
            await Found(db.Tracks.Where(t => t.ArtistId == person), ct), await Found(db.Stations.Where(s => s.OwnerId == person), ct),
            await PlayLog.Page(db, tracks, db.Plays.Where(p => own.Contains(p.RecordingId)), Newest, ct));
    }

    private static PlayFilter Newest => new("", null, null, 0, 8);

    private async Task<IReadOnlyList<FoundTrack>> Found(IQueryable<Track> found, CancellationToken ct)
    {
        var rows = await found.AsNoTracking().OrderByDescending(t => t.CreatedAt).ThenBy(t => t.Id).Take(Most).ToListAsync(ct);
        var names = await accounts.Names([.. rows.Select(t => t.ArtistId)], ct);
        return [.. rows.Select(t => new FoundTrack(t.Id, t.FullTitle, names.GetValueOrDefault(t.ArtistId, ""), t.ArtistId, t.Isrc, t.State,
            t.FailureReason, t.CreatedAt, t.RecordingId))];
    }

    private async Task<IReadOnlyList<FoundStation>> Found(IQueryable<Station> found, CancellationToken ct)
    {
        var rows = await found.AsNoTracking().IgnoreAutoIncludes().OrderBy(s => s.Name).ThenBy(s => s.Id).Take(Most).ToListAsync(ct);
        var names = await accounts.Names([.. rows.Select(s => s.OwnerId)], ct);
        return [.. rows.Select(s => new FoundStation(s.Id, s.Name, s.Region, s.Slug, s.OwnerId, names.GetValueOrDefault(s.OwnerId, ""), s.IsEnabled))];
    }

    private static bool MayLook(Actor actor, string words, out string lower)
    {
        lower = SearchWords.Lower(words);
        return IsDesk(actor) && lower.Length > 1;
    }

    private static bool IsDesk(Actor actor) => actor.Is(StaffRole.Support, StaffRole.Superadmin);
}
