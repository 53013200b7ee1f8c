using System.Globalization;
using Marketplace.Audio.Matching;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Radio.UnknownMusic;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Listening;

/// <summary>
/// Writes windows and their detections, each window in one transaction with its event. It stands beside the frame of use cases:
/// nobody asks for a window, and the row itself is the record of what was done.
/// </summary>
public sealed class WindowRecorder(
    IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, WindowAnalysis analysis, OutboxSignal outbox, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>Writes a window with sound.</summary>
    /// <param name="station">The station.</param>
    /// <param name="scheduledAt">When it was to start, UTC.</param>
    /// <param name="url">The stream it came from.</param>
    /// <param name="sound">What was heard.</param>
    /// <param name="found">What is in it.</param>
    /// <param name="ct">Gives up before the commit.</param>
    /// <returns>Whether it is new; false when this window was written before.</returns>
    public async Task<bool> Heard(
        Station station, DateTime scheduledAt, StreamUrl url, LiveSound sound, WindowFindings found, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(station);
        ArgumentNullException.ThrowIfNull(sound);
        ArgumentNullException.ThrowIfNull(found);
        var window = new CaptureWindow
        {
            Id = Guid.CreateVersion7(), StationId = station.Id, PlanId = station.Plan.Id, ScheduledAt = scheduledAt,
            StartAt = sound.StartAt, LengthMs = (int)(sound.Samples.Length * 1000L / analysis.SampleRateHz),
            Outcome = WindowOutcome.Ok, StreamUrlId = url.Id, StreamTitle = sound.Title,
            RmsDb = (float)Math.Round(found.Loudness.RmsDbfs, 1),
            IsSilent = found.Loudness.IsSilent || found.Loudness.IsConstantTone, Content = found.Content,
            AudioHash = found.AudioHash, MatcherVersion = analysis.MatcherVersion, RecordedAt = Now,
        };
        var lengths = await tracks.SecondsOf([.. found.Matches.Select(RecordingOf)], ct);
        // A recording that left the library between search and record has no length any more, and nobody to pay.
        var detections = found.Matches.Where(m => lengths.ContainsKey(RecordingOf(m)))
            .Select(m => Detection(window, m, lengths[RecordingOf(m)], found.EvidenceKey)).ToList();
        return await Write(window, detections, url.Id, null, ct, Piece(window, found));
    }

    /// <summary>Writes a window without sound.</summary>
    /// <param name="station">The station.</param>
    /// <param name="scheduledAt">When it was to start, UTC.</param>
    /// <param name="outcome">Failed, or skipped because it was not tried.</param>
    /// <param name="error">Why.</param>
    /// <param name="url">The stream that was tried last, if one was.</param>
    /// <param name="ct">Gives up before the commit.</param>
    /// <returns>Whether it is new.</returns>
    public Task<bool> Missed(
        Station station, DateTime scheduledAt, WindowOutcome outcome, string error, Guid? url, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(station);
        return Write(new CaptureWindow
        {
            Id = Guid.CreateVersion7(), StationId = station.Id, PlanId = station.Plan.Id, ScheduledAt = scheduledAt,
            StartAt = scheduledAt, LengthMs = 0, Outcome = outcome, ErrorCode = error, StreamUrlId = url, RecordedAt = Now,
        }, [], url, error, ct);
    }

    /// <summary>End of the newest sound of a station, UTC; null before the first.</summary>
    public async Task<DateTime?> HeardUntil(StationId station, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var last = await db.CaptureWindows.AsNoTracking().Where(w => w.StationId == station && w.Outcome == WindowOutcome.Ok)
            .OrderByDescending(w => w.StartAt).FirstOrDefaultAsync(ct);
        return last?.EndAt;
    }

    /// <summary>Notes on the address how a try went, for the station's own page.</summary>
    public async Task Tried(Guid url, string? error, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await Note(db, url, error, ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<bool> Write(
        CaptureWindow window, List<Detection> detections, Guid? url, string? error, CancellationToken ct, UnknownPiece? piece = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                db.CaptureWindows.Add(window);
                db.Detections.AddRange(detections);
                if (piece is not null) db.UnknownPieces.Add(piece);
                db.Tell(new WindowHeard(window.StationId, window.Id), window.RecordedAt);
                await db.SaveChangesAsync(ct);
                if (url is { } address) await Note(db, address, error, ct);
                await transaction.CommitAsync(ct);
                outbox.Wake();
                return true;
            }
            catch (Exception failure) when (db.Dialect.IsDuplicate(failure))
            {
                return false; // Another run of this station wrote the same window; one of them is enough.
            }
            catch (Exception failure) when (attempt < Tries && db.Dialect.IsTransient(failure))
            {
                // Lost a race for the file; the rows are still only here.
            }
        }
    }

    private Task<int> Note(MarketplaceDb db, Guid url, string? error, CancellationToken ct)
    {
        var now = Now;
        var rows = db.StreamUrls.Where(u => u.Id == url);
        return error is null
            ? rows.ExecuteUpdateAsync(u => u.SetProperty(x => x.TriedAt, now).SetProperty(x => x.LastError, (string?)null).SetProperty(x => x.HeardAt, now), ct)
            : rows.ExecuteUpdateAsync(u => u.SetProperty(x => x.TriedAt, now).SetProperty(x => x.LastError, error), ct);
    }

    private static UnknownPiece? Piece(CaptureWindow window, WindowFindings found) => found.Unknown is not { } unknown ? null : new UnknownPiece
    {
        Id = Guid.CreateVersion7(), StationId = window.StationId, HeardAt = window.StartAt,
        LengthMs = Math.Min(window.LengthMs, WindowAnalysis.EvidenceSeconds * 1000), Print = unknown.Print, ProfileId = window.MatcherVersion!,
        ClipKey = unknown.ClipKey,
    };

    private static Detection Detection(CaptureWindow window, Match match, double referenceSeconds, string? evidence) => new()
    {
        Id = Guid.CreateVersion7(), WindowId = window.Id, StationId = window.StationId, RecordingId = RecordingOf(match),
        WindowStartAt = window.StartAt, WindowEndAt = window.EndAt,
        MatchStartAt = window.StartAt.AddMilliseconds(Math.Round(Math.Max(0, match.StartSeconds) * 1000)),
        MatchEndAt = window.StartAt.AddMilliseconds(Math.Min(window.LengthMs, Math.Round(match.EndSeconds * 1000))),
        ReferenceOffsetMs = (int)Math.Round(match.ReferenceOffsetSeconds * 1000), ReferenceMs = (int)Math.Round(referenceSeconds * 1000),
        Score = match.Score, RunnerUpScore = match.RunnerUpScore, Tempo = match.Speed, MatcherVersion = window.MatcherVersion!,
        EvidenceKey = evidence, EvidenceHash = evidence, RecordedAt = window.RecordedAt,
    };

    private static RecordingId RecordingOf(Match match) => new(Guid.Parse(match.TrackId, CultureInfo.InvariantCulture));
}
