using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Desk;

/// <summary>One side of a recording that two accounts claim.</summary>
public sealed record Claim(TrackId Track, string Title, string? Isrc, UserId Account, string Name, DateTime HandedInAt);

/// <summary>A recording that two accounts claim (rule D-3).</summary>
/// <param name="Id">The conflict.</param>
/// <param name="OpenedAt">Since when its royalties are held, UTC.</param>
/// <param name="CoverBasisPoints">How much of the shorter one is the same, in ten-thousandths.</param>
/// <param name="First">The earlier upload; that gives no priority.</param>
/// <param name="Second">The later upload.</param>
/// <param name="Plays">Plays of the recording that wait with it.</param>
public sealed record DoubleClaim(OwnershipConflictId Id, DateTime OpenedAt, int CoverBasisPoints, Claim First, Claim Second, int Plays);

/// <summary>What waits for a moderator, the oldest first. For everybody else nothing does.</summary>
public sealed class ReviewQueue(IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, AccountQueries accounts)
{
    private static readonly PlayState[] Waiting = [PlayState.NeedsReview, PlayState.Disputed];

    /// <summary>Plays that a person has to decide, oldest first.</summary>
    public async Task<PlayPage> Plays(Actor actor, int skip, int take, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Moderator)) return new PlayPage([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var plays = db.Plays.AsNoTracking().Where(p => !p.IsWithdrawn && Waiting.Contains(p.State));
        var rows = await plays.OrderBy(p => p.StartAt).ThenBy(p => p.Id).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 100)).ToListAsync(ct);
        return new PlayPage(await PlayLog.Lines(db, tracks, rows, ct), await plays.CountAsync(ct));
    }

    /// <summary>The play that has waited longest after this one; null when it is the last, or not for this actor.</summary>
    public async Task<PlayId?> After(Actor actor, PlayId play, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Moderator)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var next = await db.Plays.AsNoTracking().Where(p => !p.IsWithdrawn && Waiting.Contains(p.State) && p.Id != play)
            .OrderBy(p => p.StartAt).ThenBy(p => p.Id).FirstOrDefaultAsync(ct);
        return next?.Id;
    }

    /// <summary>How many plays wait, cheaply.</summary>
    public async Task<int> Count(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Moderator)) return 0;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Plays.CountAsync(p => !p.IsWithdrawn && Waiting.Contains(p.State), ct);
    }

    /// <summary>Recordings that two accounts claim, oldest first, at most a hundred.</summary>
    public async Task<IReadOnlyList<DoubleClaim>> Claims(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Moderator)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = await db.OwnershipConflicts.AsNoTracking().Where(c => c.ClosedAt == null).OrderBy(c => c.OpenedAt).Take(100).ToListAsync(ct);
        var ids = open.SelectMany(c => new[] { c.ClaimantTrackId, c.OtherTrackId }).Distinct().ToList();
        var sides = await db.Tracks.AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        var names = await accounts.Names([.. sides.Values.Select(t => t.ArtistId)], ct);
        var recordings = open.Select(c => c.RecordingId).Distinct().ToList();
        var plays = (await db.Plays.AsNoTracking().Where(p => !p.IsWithdrawn && recordings.Contains(p.RecordingId))
            .GroupBy(p => p.RecordingId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct)).ToDictionary(g => g.Key, g => g.Count);
        Claim Side(TrackId id) => new(id, sides[id].FullTitle, sides[id].Isrc, sides[id].ArtistId,
            names.GetValueOrDefault(sides[id].ArtistId, ""), sides[id].CreatedAt);
        return [.. open.Select(c => new DoubleClaim(c.Id, c.OpenedAt, c.CoverBasisPoints, Side(c.OtherTrackId), Side(c.ClaimantTrackId),
            plays.GetValueOrDefault(c.RecordingId)))];
    }
}
