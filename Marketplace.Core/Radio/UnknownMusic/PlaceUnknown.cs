using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Core.Media;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>Compares new pieces of unknown music with earlier ones and puts each into the sound it is part of. One process at a time runs it.</summary>
public sealed class PlaceUnknown(IDbContextFactory<MarketplaceDb> contexts, UnknownIndex index, UnknownJoiner joiner, IBlobStore blobs)
{
    private const int PiecesPerRead = 100, MostPerRun = 2_000, MostPiecesOfOne = 60;

    // One window a minute of one station is enough to know a song by, whatever its plan; every window is compared all the same.
    private static readonly TimeSpan BetweenSingles = TimeSpan.FromSeconds(60);

    /// <summary>Places what waits, oldest first.</summary>
    /// <returns>Pieces that were looked at.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        await index.Refresh(ct);
        var done = 0;
        while (done < MostPerRun)
        {
            List<Guid> waiting;
            await using (var db = await contexts.CreateDbContextAsync(ct))
                waiting = await db.UnknownPieces.Where(p => p.SoundId == null).OrderBy(p => p.HeardAt).ThenBy(p => p.Id)
                    .Select(p => p.Id).Take(PiecesPerRead).ToListAsync(ct);
            foreach (var id in waiting) await Place(id, ct);
            done += waiting.Count;
            if (waiting.Count < PiecesPerRead) break;
        }
        return done;
    }

    private async Task Place(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var piece = await db.UnknownPieces.SingleAsync(p => p.Id == id, ct);
        var (print, clip) = (Fingerprint.FromBytes(piece.Print), piece.ClipKey);
        var matches = piece.ProfileId == index.ProfileId ? index.Query(print) : [];
        var known = await Sounds(db, matches, ct);
        UnknownSound? sound;
        if (known.Count > 0) sound = await Again(db, piece, known, ct);
        else sound = await First(db, piece, ct);
        if (piece.SoundId is null) db.UnknownPieces.Remove(piece);
        piece.ClipKey = null;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        if (piece.SoundId is not null) await index.Add(piece, print, ct);
        foreach (var unused in joiner.Dropped.Append(clip).OfType<string>().Where(key => key != sound?.ClipKey).Distinct()) await blobs.Delete(unused, ct);
        joiner.Dropped.Clear();
    }

    private static async Task<List<(Match Match, UnknownPiece Piece, UnknownSound Sound)>> Sounds(
        MarketplaceDb db, IReadOnlyList<Match> matches, CancellationToken ct)
    {
        List<(Match, UnknownPiece, UnknownSound)> found = [];
        foreach (var match in matches)
        {
            var id = Guid.Parse(match.TrackId);
            if (await db.UnknownPieces.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.SoundId != null, ct) is not { } piece) continue;
            if (await db.UnknownSounds.FindAsync([piece.SoundId!.Value], ct) is { } sound) found.Add((match, piece, sound));
        }
        return found;
    }

    private static async Task<UnknownSound?> First(MarketplaceDb db, UnknownPiece piece, CancellationToken ct)
    {
        var since = piece.HeardAt - BetweenSingles;
        if (await db.UnknownPieces.AnyAsync(
            p => p.StationId == piece.StationId && p.SoundId != null && p.HeardAt > since && p.HeardAt <= piece.HeardAt, ct)) return null;
        var sound = new UnknownSound(piece);
        piece.SoundId = sound.Id;
        db.UnknownSounds.Add(sound);
        db.UnknownAirings.Add(new UnknownAiring
        {
            Id = Guid.CreateVersion7(), SoundId = sound.Id, StationId = piece.StationId, AnchorAt = piece.HeardAt, FromAt = piece.HeardAt, ToAt = piece.EndAt,
        });
        return sound;
    }

    private async Task<UnknownSound> Again(
        MarketplaceDb db, UnknownPiece piece, List<(Match Match, UnknownPiece Piece, UnknownSound Sound)> known, CancellationToken ct)
    {
        var (match, like, sound) = known[0];
        var position = PositionOf(match, like);
        sound.Hear(piece, position);
        var kept = await db.UnknownPieces.Where(p => p.SoundId == sound.Id).Select(p => new { p.PositionMs, p.LengthMs }).ToListAsync(ct);
        if (kept.Count < MostPiecesOfOne && UnknownTimeline.IsNews(kept.Select(p => (p.PositionMs, p.LengthMs)), position, piece.LengthMs))
            (piece.SoundId, piece.PositionMs) = (sound.Id, position);
        await joiner.Hear(db, sound, piece, piece.HeardAt.AddMilliseconds(-position / match.Speed), ct);
        // The same seconds are like pieces of two sounds: those are one.
        foreach (var (second, other, rival) in known.Skip(1).Where(k => k.Sound.Id != sound.Id))
        {
            var shared = Math.Min(match.EndSeconds, second.EndSeconds) - Math.Max(match.StartSeconds, second.StartSeconds);
            if (shared >= 5) await joiner.Join(db, sound, rival, TimeSpan.FromMilliseconds(PositionOf(second, other) - position), ct);
        }
        return await joiner.JoinNeighbours(db, sound, piece, ct);
    }

    private static int PositionOf(Match match, UnknownPiece piece) => piece.PositionMs + (int)Math.Round(match.AnchorSeconds * 1000);
}
