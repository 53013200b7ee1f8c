using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Compares a track's print with the library and gives it its place there (rule D-1).</summary>
public sealed class PlaceTrack(
    IDbContextFactory<MarketplaceDb> contexts, Work work, RecordingIndex index, LibraryGate gate, TimeProvider clock)
{
    /// <summary>From this cover on, two tracks are one recording.</summary>
    public const double SameCover = 0.90;

    /// <summary>From this cover on, two recordings share material.</summary>
    public const double SharedCover = 0.30;

    /// <summary>The same recording runs at the same tempo, within this ratio.</summary>
    public const double TempoTolerance = 0.005;

    private sealed record Step(TrackId Track) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <summary>Places the track. One at a time, because the next one must see this one's print.</summary>
    public async Task<Result<Done>> Run(TrackId id, CancellationToken ct)
    {
        await index.Load(ct);
        await gate.One.WaitAsync(ct);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var print = await db.TrackPrints.AsNoTracking().SingleAsync(p => p.TrackId == id, ct);
            var alike = index.FindSame(Fingerprint.FromBytes(print.Print)).Where(s => s.Cover >= SharedCover).ToList();
            RecordingId? listening = null;
            var done = await work.Run<Done>(new Step(id), Actor.System("tracks"), async inner =>
            {
                listening = null;
                var track = await inner.Tracks.SingleAsync(t => t.Id == id, ct);
                return (await Place(inner, track, alike, ct)).Then(recording =>
                {
                    listening = recording;
                    return new Done();
                });
            }, ct);
            if (listening is { } recording) await index.Refresh(recording, ct);
            return done;
        }
        finally
        {
            gate.One.Release();
        }
    }

    private async Task<Result<RecordingId?>> Place(
        MarketplaceDb db, Track track, IReadOnlyList<SameSound> alike, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (track.Title.Length == 0) return track.AskForTitle(now).Then(_ => (RecordingId?)null);

        foreach (var same in alike.Where(IsSame))
        {
            var recording = IdOf(same);
            var cluster = await db.Tracks.Where(t => t.RecordingId == recording && t.State == TrackState.Listening)
                .OrderBy(t => t.CreatedAt).ToListAsync(ct);
            if (cluster.Count == 0) continue;
            if (cluster.Any(t => t.ArtistId == track.ArtistId)) return track.AskAboutDuplicate(recording, now).Then(_ => (RecordingId?)null);
            // Nobody has priority: the track joins, and both accounts see the conflict.
            foreach (var other in cluster.DistinctBy(t => t.ArtistId))
                db.OwnershipConflicts.Add(new OwnershipConflict(recording, track, other, BasisPoints(same), now));
            return track.Listen(recording, now).Then(_ => (RecordingId?)recording);
        }

        var own = new Recording(RecordingId.New(), track.Id, track.DurationSeconds, now);
        db.Recordings.Add(own);
        foreach (var part in alike.Where(s => !IsSame(s)))
            db.SharedMaterial.Add(new SharedMaterial
            {
                Recording = own.Id, With = IdOf(part), CoverBasisPoints = BasisPoints(part), FoundAt = now,
            });
        return track.Listen(own.Id, now).Then(_ => (RecordingId?)own.Id);
    }

    private static bool IsSame(SameSound s) => s.Cover >= SameCover && Math.Abs(s.TempoRatio - 1) <= TempoTolerance;

    private static RecordingId IdOf(SameSound s) => new(Guid.Parse(s.TrackId));

    private static int BasisPoints(SameSound s) => (int)Math.Round(s.Cover * 10_000);
}

/// <summary>Lets one track at a time into the library of this process.</summary>
public sealed class LibraryGate
{
    internal SemaphoreSlim One { get; } = new(1, 1);
}
