using Marketplace.Core.Media;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>Forgets unknown music: what was heard once, soon; what came back, when it stopped coming; and whatever is too much.</summary>
public sealed class UnknownBroom(IDbContextFactory<MarketplaceDb> contexts, IBlobStore blobs, UnknownMusicOptions options, TimeProvider clock)
{
    private const int SoundsPerStep = 200;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Removes what is due, with its clips.</summary>
    /// <returns>Sounds removed.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (singles, sounds, waiting) = (now - options.SinglesKept, now - options.SoundsKept, now - LongestWait);
        await using var db = await contexts.CreateDbContextAsync(ct);
        // Nothing placed them for a day: what could have been learnt of them is over.
        foreach (var clip in await db.UnknownPieces.Where(p => p.SoundId == null && p.HeardAt < waiting && p.ClipKey != null).Select(p => p.ClipKey!).ToListAsync(ct))
            await blobs.Delete(clip, ct);
        await db.UnknownPieces.Where(p => p.SoundId == null && p.HeardAt < waiting).ExecuteDeleteAsync(ct);

        var removed = 0;
        var due = db.UnknownSounds.Where(s => s.LastHeardAt < sounds || (s.Times == 1 && s.LastHeardAt < singles));
        for (var step = SoundsPerStep; step == SoundsPerStep; removed += step) step = await Remove(db, due, SoundsPerStep, ct);
        // Each sound has a piece or more, so this takes no more sounds than there are pieces too many.
        var first = db.UnknownSounds.OrderByDescending(s => s.Times == 1).ThenBy(s => s.LastHeardAt).ThenBy(s => s.Id);
        while (await db.UnknownPieces.CountAsync(ct) - options.MostPieces is var tooMany and > 0)
        {
            var step = await Remove(db, first, Math.Min(SoundsPerStep, tooMany), ct);
            if (step == 0) break; // What is left waits to be placed.
            removed += step;
        }
        return removed;
    }

    private async Task<int> Remove(MarketplaceDb db, IQueryable<UnknownSound> due, int most, CancellationToken ct)
    {
        var some = await due.Take(most).Select(s => new { s.Id, s.ClipKey }).ToListAsync(ct);
        var ids = some.Select(s => s.Id).ToList();
        var nullable = ids.Select(id => (UnknownSoundId?)id).ToList();
        await db.UnknownPieces.Where(p => nullable.Contains(p.SoundId)).ExecuteDeleteAsync(ct);
        await db.UnknownAirings.Where(a => ids.Contains(a.SoundId)).ExecuteDeleteAsync(ct);
        await db.UnknownSounds.Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(ct);
        foreach (var clip in some.Select(s => s.ClipKey).OfType<string>()) await blobs.Delete(clip, ct);
        return some.Count;
    }
}
