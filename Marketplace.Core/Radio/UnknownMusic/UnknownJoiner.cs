using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>Keeps the airings of unknown sounds, and makes one of two sounds that turn out to be parts of one piece of music.</summary>
/// <remarks>It works inside the caller's transaction and saves nothing by itself but what it must read again.</remarks>
public sealed class UnknownJoiner
{
    private const int MostAirings = 200, MostNeighbours = 10;

    /// <summary>Clips that no sound needs any more, for the caller to remove after its commit.</summary>
    public List<string> Dropped { get; } = [];

    /// <summary>Notes that a sound was on air, as part of an airing that runs already or as a new one.</summary>
    public async Task Hear(MarketplaceDb db, UnknownSound sound, UnknownPiece piece, DateTime anchor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(sound);
        ArgumentNullException.ThrowIfNull(piece);
        var airings = await Airings(db, sound.Id, ct);
        var running = airings.FirstOrDefault(a => a.StationId == piece.StationId && IsOne(a, anchor, piece.HeardAt, piece.EndAt));
        if (running is null)
        {
            running = new UnknownAiring
            {
                Id = Guid.CreateVersion7(), SoundId = sound.Id, StationId = piece.StationId, AnchorAt = anchor, FromAt = piece.HeardAt, ToAt = piece.EndAt,
            };
            db.UnknownAirings.Add(running);
            airings.Add(running);
        }
        if (piece.HeardAt < running.FromAt) running.FromAt = piece.HeardAt;
        if (piece.EndAt > running.ToAt) running.ToAt = piece.EndAt;
        Recount(db, sound, airings, sound.Times + (airings.Count > sound.Times ? 1 : 0));
    }

    /// <summary>Joins sounds that ran beside this one, at the same distance in two airings or more.</summary>
    /// <returns>The sound that is left.</returns>
    public async Task<UnknownSound> JoinNeighbours(MarketplaceDb db, UnknownSound sound, UnknownPiece piece, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(sound);
        ArgumentNullException.ThrowIfNull(piece);
        await db.SaveChangesAsync(ct);
        var (from, to) = (piece.HeardAt - UnknownTimeline.Farthest - UnknownTimeline.Longest, piece.EndAt + UnknownTimeline.Farthest);
        var near = await db.UnknownAirings.AsNoTracking()
            .Where(a => a.StationId == piece.StationId && a.SoundId != sound.Id && a.AnchorAt >= from && a.AnchorAt < to)
            .OrderByDescending(a => a.AnchorAt).Select(a => a.SoundId).Take(MostNeighbours).ToListAsync(ct);
        foreach (var id in near.Distinct())
        {
            var neighbour = await db.UnknownSounds.SingleAsync(s => s.Id == id, ct);
            if (neighbour.Times < 2) continue;
            var distance = UnknownTimeline.Distance(Plain(await Airings(db, sound.Id, ct)), Plain(await Airings(db, id, ct)));
            if (distance is { } apart) await Join(db, sound, neighbour, apart, ct);
        }
        return sound;
    }

    /// <summary>Makes one sound of two, unless it became too long for one piece of music.</summary>
    /// <param name="db">The caller's context, in its transaction.</param>
    /// <param name="sound">The one that stays.</param>
    /// <param name="other">The one that goes.</param>
    /// <param name="distance">Anchor of the first minus anchor of the second.</param>
    /// <param name="ct">Gives up.</param>
    public async Task Join(MarketplaceDb db, UnknownSound sound, UnknownSound other, TimeSpan distance, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(sound);
        ArgumentNullException.ThrowIfNull(other);
        var shift = -(int)distance.TotalMilliseconds;
        var length = Math.Max(sound.ToMs, other.ToMs + shift) - Math.Min(sound.FromMs, other.FromMs + shift);
        if (length > UnknownTimeline.Longest.TotalMilliseconds) return;
        if (sound.RecordingId is { } one && other.RecordingId is { } two && one != two) return; // Two recordings of the catalogue are not one sound.

        foreach (var piece in await db.UnknownPieces.Where(p => p.SoundId == other.Id).ToListAsync(ct))
            (piece.SoundId, piece.PositionMs) = (sound.Id, piece.PositionMs + shift);
        var airings = await Airings(db, sound.Id, ct);
        foreach (var airing in await Airings(db, other.Id, ct))
        {
            var anchor = airing.AnchorAt + distance;
            var same = airings.FirstOrDefault(a => a.StationId == airing.StationId && IsOne(a, anchor, airing.FromAt, airing.ToAt));
            if (same is null)
            {
                (airing.SoundId, airing.AnchorAt) = (sound.Id, anchor);
                airings.Add(airing);
                continue;
            }
            if (airing.FromAt < same.FromAt) same.FromAt = airing.FromAt;
            if (airing.ToAt > same.ToAt) same.ToAt = airing.ToAt;
            db.UnknownAirings.Remove(airing);
        }
        if (sound.ClipKey is not null && other.ClipKey is { } unused) Dropped.Add(unused);
        sound.Absorb(other, shift);
        Recount(db, sound, airings, Math.Max(sound.Times, other.Times));
        db.UnknownSounds.Remove(other);
        await db.SaveChangesAsync(ct);
    }

    // Music repeats itself, so a window may be like another part than the one that ran: what follows without a long gap is the same airing.
    private static bool IsOne(UnknownAiring airing, DateTime anchor, DateTime from, DateTime to) =>
        (airing.AnchorAt - anchor).Duration() <= UnknownTimeline.SameAiring
        || (from <= airing.ToAt + UnknownTimeline.LongestGap && to >= airing.FromAt - UnknownTimeline.LongestGap);

    private static void Recount(MarketplaceDb db, UnknownSound sound, List<UnknownAiring> airings, int counted)
    {
        sound.Count(Math.Max(counted, airings.Count), airings.Select(a => a.StationId).Distinct().Count());
        // The number goes on counting; of the rows only the newest stay.
        foreach (var old in airings.OrderByDescending(a => a.FromAt).Skip(MostAirings)) db.UnknownAirings.Remove(old);
    }

    private static Task<List<UnknownAiring>> Airings(MarketplaceDb db, UnknownSoundId sound, CancellationToken ct) =>
        db.UnknownAirings.Where(a => a.SoundId == sound).OrderBy(a => a.FromAt).ToListAsync(ct);

    private static List<Airing> Plain(IEnumerable<UnknownAiring> airings) => [.. airings.Select(a => new Airing(a.StationId, a.AnchorAt))];
}
