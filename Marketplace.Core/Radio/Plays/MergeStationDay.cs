using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Merging;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>
/// Brings the plays of one station-day up to date with its detections (rule M-12). It reads rows that never change and a rule
/// that is pure, so running it again changes nothing, and running it late gives what running it at once would have given.
/// </summary>
/// <remarks>
/// A play belongs to the local day of its first detection. Two hours to either side are read as well, so that a play over midnight
/// is seen whole from both days and written by one of them.
/// </remarks>
public sealed class MergeStationDay(
    IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, OutboxSignal outbox, TimeProvider clock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromHours(2);
    private static readonly TimeSpan Nearby = TimeSpan.FromMinutes(10);
    private const int Tries = 5;

    /// <summary>Merges what a window at this instant can have changed.</summary>
    public async Task Around(StationId station, DateTime at, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (from, to) = (at - Nearby, at + Nearby);
        // A window far from every detection is a witness of nothing.
        if (!await db.Detections.AnyAsync(d => d.StationId == station && d.MatchStartAt >= from && d.MatchStartAt < to, ct)) return;
        var zone = await db.Stations.Where(s => s.Id == station).Select(s => s.TimeZone).SingleAsync(ct);
        var (earlier, day) = (StationClock.DayOf(at - Margin, zone), StationClock.DayOf(at, zone));
        if (earlier != day) await Run(station, earlier, ct);
        await Run(station, day, ct);
    }

    /// <summary>Merges one local day of a station.</summary>
    /// <returns>Plays that are new or changed.</returns>
    public async Task<int> Run(StationId station, DateOnly day, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            try
            {
                return await Once(db, station, day, ct);
            }
            catch (Exception failure) when (attempt < Tries && (db.Dialect.IsTransient(failure) || db.Dialect.IsDuplicate(failure)))
            {
                // A person decided, or another node merged, at the same moment: read again what they wrote.
            }
        }
    }

    private async Task<int> Once(MarketplaceDb db, StationId id, DateOnly day, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var station = await db.Stations.AsNoTracking().SingleAsync(s => s.Id == id, ct);
        var (start, end) = (StationClock.StartOf(day, station.TimeZone), StationClock.StartOf(day.AddDays(1), station.TimeZone));
        var (earliest, latest) = (start - Margin, end + Margin);

        var detections = await db.Detections.AsNoTracking()
            .Where(d => d.StationId == id && d.MatchStartAt >= earliest && d.MatchStartAt < latest).ToDictionaryAsync(d => d.Id, ct);
        var windows = await db.CaptureWindows.AsNoTracking()
            .Where(w => w.StationId == id && w.StartAt >= earliest && w.StartAt < latest && w.Outcome == WindowOutcome.Ok).ToListAsync(ct);
        var held = await (from link in db.PlayDetections
                          join d in db.Detections on link.DetectionId equals d.Id
                          where d.StationId == id && d.MatchStartAt >= earliest && d.MatchStartAt < latest
                          select link).ToDictionaryAsync(link => link.DetectionId, ct);
        var playIds = held.Values.Select(link => link.PlayId).Distinct().ToList();
        var known = await db.Plays.Where(p => playIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);

        var policy = MergePolicy.Standard;
        var outcome = PlayMerger.Merge(
            [.. detections.Values.Select(Match)],
            [.. windows.Select(w => new HeardWindow(w.Id, w.StartAt, w.EndAt, Ok: true, w.IsSilent))],
            PeriodOf(station, earliest, latest), policy);

        List<(Play Play, bool IsNew)> changed = [];
        HashSet<PlayId> found = [];
        foreach (var merged in outcome.Plays)
        {
            var own = merged.MatchIds.Select(m => detections[m]).OrderBy(d => d.MatchStartAt).ThenBy(d => d.Id).ToList();
            if (own[0].MatchStartAt < start || own[0].MatchStartAt >= end) continue;
            var trail = Trail(own, policy.Version);
            var play = Known(merged, own, held, known, found);
            if (play is null)
            {
                play = new Play(PlayId.New(), id, own[0].Id, merged, trail);
                db.Plays.Add(play);
                changed.Add((play, true));
            }
            else if (play.Refresh(own[0].Id, merged, trail)) changed.Add((play, false));
            found.Add(play.Id);
            Link(db, held, own, play.Id);
        }
        // A play that begins on another day is that day's to withdraw.
        foreach (var gone in known.Values.Where(p => !found.Contains(p.Id) && IsOf(p, detections, start, end)))
            if (gone.Withdraw()) changed.Add((gone, false));
        await Note(db, id, outcome.SampleHints, ct);
        if (changed.Count == 0 && !db.ChangeTracker.HasChanges()) return 0;

        await Tell(db, changed, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        outbox.Wake();
        return changed.Count;
    }

    private static bool IsOf(Play play, Dictionary<Guid, Detection> detections, DateTime start, DateTime end) =>
        detections.TryGetValue(play.FirstDetectionId, out var first) && first.MatchStartAt >= start && first.MatchStartAt < end;

    // First by its first detection; a late detection may have become the first, then by what they share.
    private static Play? Known(
        MergedPlay merged, List<Detection> own, Dictionary<Guid, PlayDetection> held, Dictionary<PlayId, Play> known, HashSet<PlayId> found)
    {
        var candidates = known.Values.Where(p => !found.Contains(p.Id) && p.Machine.RecordingId.Value == merged.RecordingId).ToList();
        return candidates.SingleOrDefault(p => p.FirstDetectionId == own[0].Id)
            ?? candidates.Select(p => (Play: p, Shared: own.Count(d => held.TryGetValue(d.Id, out var link) && link.PlayId == p.Id)))
                .Where(c => c.Shared > 0).OrderByDescending(c => c.Shared).ThenBy(c => c.Play.Id.Value).FirstOrDefault().Play;
    }

    private static void Link(MarketplaceDb db, Dictionary<Guid, PlayDetection> held, List<Detection> own, PlayId play)
    {
        foreach (var detection in own)
        {
            if (held.TryGetValue(detection.Id, out var link)) link.PlayId = play;
            else db.PlayDetections.Add(new PlayDetection { DetectionId = detection.Id, PlayId = play });
        }
    }

    // O-4: the first time is enough; a hint is a question for people and counts nothing.
    private async Task Note(MarketplaceDb db, StationId station, IReadOnlyList<ContainsSampleHint> hints, CancellationToken ct)
    {
        foreach (var hint in hints)
        {
            var (host, sampled) = (new RecordingId(hint.HostId), new RecordingId(hint.SampledId));
            if (await db.SampleHints.AnyAsync(h => h.HostId == host && h.SampledId == sampled, ct)) continue;
            db.SampleHints.Add(new SampleHint { HostId = host, SampledId = sampled, StationId = station, FoundAt = clock.GetUtcNow().UtcDateTime });
        }
    }

    private async Task Tell(MarketplaceDb db, List<(Play Play, bool IsNew)> changed, CancellationToken ct)
    {
        var names = await tracks.NamesOf([.. changed.Select(c => c.Play.RecordingId).Distinct()], ct);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (play, isNew) in changed)
            db.Tell(new PlayChanged(play.Id, play.StationId, [.. names[play.RecordingId].Select(t => t.ArtistId).Distinct()], play.State, isNew), now);
    }

    // A record that runs too fast passes its positions earlier: in the station's seconds its anchor stands still, in its own it would wander.
    private static HeardMatch Match(Detection d) => new(
        d.Id, d.WindowId, d.WindowStartAt, d.WindowEndAt, d.MatchStartAt, d.MatchEndAt,
        d.ReferenceOffsetMs / 1000.0 / d.Tempo, d.Score, d.RecordingId.Value, d.ReferenceMs / 1000.0 / d.Tempo);

    // A day on which the plan changed is merged by the longer period: it only lets witnesses stand farther away.
    private static TimeSpan PeriodOf(Station station, DateTime from, DateTime to) => TimeSpan.FromSeconds(
        station.Plans.Where(p => p.From < to && (p.To is null || p.To > from)).Select(p => p.Mode.PeriodSeconds)
            .DefaultIfEmpty(station.Plan.Mode.PeriodSeconds).Max());

    private static PlayTrail Trail(List<Detection> own, int version)
    {
        var text = new StringBuilder();
        foreach (var d in own)
            text.Append(CultureInfo.InvariantCulture, $"{d.Id:N} {d.MatchStartAt:O} {d.MatchEndAt:O} {d.ReferenceOffsetMs} {d.Score:R} {d.EvidenceHash}\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        return new PlayTrail(own[^1].ReferenceMs, own.Max(d => d.MatchEndAt), own[^1].AnchorAt, hash, version);
    }
}
