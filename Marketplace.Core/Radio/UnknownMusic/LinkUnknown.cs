using Marketplace.Audio.Landmarks;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>When a recording is listened for: was it on air before anybody knew it? What is found is linked as evidence; no play is made of it.</summary>
public sealed class LinkUnknown(IDbContextFactory<MarketplaceDb> contexts, UnknownIndex index, OutboxSignal outbox, TimeProvider clock)
    : IEventHandler<TrackListening>
{
    /// <summary>So much of a kept piece must be in the recording.</summary>
    public const double LeastCover = 0.5;

    /// <inheritdoc/>
    public async Task Handle(TrackListening happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (!index.IsOn) return;
        await index.Refresh(ct);
        if (index.Count == 0) return;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var profile = index.ProfileId;
        var print = await (from r in db.Recordings
                           join p in db.TrackPrints on r.ReferenceTrackId equals p.TrackId
                           where r.Id == happened.Recording && p.ProfileId == profile
                           select p.Print).SingleOrDefaultAsync(ct);
        if (print is null) return;
        var pieces = index.FindSame(Fingerprint.FromBytes(print)).Where(s => s.Cover >= LeastCover).Select(s => Guid.Parse(s.TrackId)).ToList();
        var ids = (await db.UnknownPieces.Where(p => pieces.Contains(p.Id) && p.SoundId != null).Select(p => p.SoundId!.Value).Distinct().ToListAsync(ct)).ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        var linked = (await db.UnknownSounds.Where(s => ids.Contains(s.Id)).ToListAsync(ct)).Count(s => s.Link(happened.Recording, now));
        if (linked == 0) return;
        db.Tell(new UnknownMusicLinked(happened.Recording, happened.Artist, happened.Track), now);
        await db.SaveChangesAsync(ct);
        outbox.Wake();
    }
}

/// <summary>A recording turned out to have been on air before it was handed in. Evidence; nothing is paid by it.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Artist">Who handed it in.</param>
/// <param name="Track">As which track.</param>
public sealed record UnknownMusicLinked(RecordingId Recording, UserId Artist, TrackId Track) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [RadioTopics.Artist(Artist), $"track:{Track}", RadioTopics.Unknown];
}
