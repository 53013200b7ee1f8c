using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>One piece of evidence.</summary>
/// <param name="Number">1 is the first.</param>
/// <param name="MatchStartAt">First matched instant, UTC.</param>
/// <param name="MatchEndAt">First instant after the match, UTC.</param>
/// <param name="WindowStartAt">First instant of the window, UTC.</param>
/// <param name="ReferenceSeconds">Position in the recording at the first matched instant.</param>
/// <param name="Score">0…1.</param>
/// <param name="RunnerUpScore">Best other recording.</param>
/// <param name="Tempo">1 is as recorded.</param>
/// <param name="Matcher">Profile of the matcher.</param>
/// <param name="HasClip">Whether the clip can be heard.</param>
/// <param name="Hash">SHA-256 of the clip.</param>
public sealed record ProofLine(
    int Number, DateTime MatchStartAt, DateTime MatchEndAt, DateTime WindowStartAt, double? ReferenceSeconds, double Score, double RunnerUpScore,
    double Tempo, string Matcher, bool HasClip, string? Hash);

/// <summary>Everything that proves a play.</summary>
/// <param name="Line">The play.</param>
/// <param name="Machine">What the machine found.</param>
/// <param name="IsDecided">Whether a person decided.</param>
/// <param name="Decisions">What people decided, oldest first.</param>
/// <param name="Evidence">The detections, by time.</param>
/// <param name="LowerSeconds">Certainly on air.</param>
/// <param name="UpperSeconds">Possibly on air.</param>
/// <param name="EvidenceHash">Hash over all of it, as statements print it.</param>
/// <param name="Waveform">Loudness of the recording, 0…255; empty if unknown.</param>
public sealed record Proof(
    PlayLine Line, MachineFinding Machine, bool IsDecided, IReadOnlyList<Adjudication> Decisions, IReadOnlyList<ProofLine> Evidence,
    double LowerSeconds, double UpperSeconds, string EvidenceHash, byte[] Waveform);

/// <summary>The proof of a play, for its parties and for staff. To everybody else there is no such play.</summary>
public sealed class PlayProof(IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks, PlayParties parties, IBlobStore blobs)
{
    /// <summary>Seconds of the recording that are played beside a clip.</summary>
    public const double ReferenceClipSeconds = 15;

    /// <summary>The proof, or play.unknown.</summary>
    public async Task<Result<Proof>> Of(PlayId id, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Seen(db, id, actor, ct) is not { } play) return PlayErrors.Unknown;
        var evidence = await Evidence(db, id, ct);
        var decisions = await db.Adjudications.AsNoTracking().Where(a => a.PlayId == id).OrderBy(a => a.At).ToListAsync(ct);
        var line = (await PlayLog.Lines(db, tracks, [play], ct))[0];
        var reference = await db.Recordings.AsNoTracking().SingleOrDefaultAsync(r => r.Id == play.RecordingId, ct);
        var track = reference?.ReferenceTrackId ?? default;
        var waveform = await db.TrackPrints.AsNoTracking().Where(p => p.TrackId == track).Select(p => p.Waveform).SingleOrDefaultAsync(ct);
        List<ProofLine> lines = [];
        foreach (var d in evidence)
            lines.Add(new ProofLine(lines.Count + 1, d.MatchStartAt, d.MatchEndAt, d.WindowStartAt, d.ReferenceOffsetMs / 1000.0, d.Score,
                d.RunnerUpScore, d.Tempo, d.MatcherVersion, d.EvidenceKey is { } key && await blobs.Exists(key, ct), d.EvidenceHash));
        return new Proof(line, play.Machine, play.IsDecided, decisions, lines, play.LowerMs / 1000.0, play.UpperMs / 1000.0, play.EvidenceHash, waveform ?? []);
    }

    /// <summary>Content name of the n-th clip of a play, or play.unknown: for strangers, for numbers that are not there, and after retention.</summary>
    public async Task<Result<string>> Clip(PlayId id, int number, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Seen(db, id, actor, ct) is null) return PlayErrors.Unknown;
        return (await Evidence(db, id, ct)).ElementAtOrDefault(number - 1)?.EvidenceKey is { } key && await blobs.Exists(key, ct)
            ? key : PlayErrors.Unknown;
    }

    /// <summary>Where the reference audio beside the n-th clip lies: its file on this machine, and the second at which the clip's window begins.</summary>
    public async Task<Result<(string Path, double FromSeconds)>> Reference(PlayId id, int number, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Seen(db, id, actor, ct) is not { } play) return PlayErrors.Unknown;
        if ((await Evidence(db, id, ct)).ElementAtOrDefault(number - 1) is not { ReferenceOffsetMs: { } offset } d) return PlayErrors.Unknown;
        var blob = await (from r in db.Recordings join t in db.Tracks on r.ReferenceTrackId equals t.Id where r.Id == play.RecordingId select t.AudioBlob)
            .SingleOrDefaultAsync(ct);
        if (blob is null || await blobs.LocalPath(blob, ct) is not { } path) return PlayErrors.Unknown;
        var lead = (d.MatchStartAt - d.WindowStartAt).TotalSeconds;
        return (path, Math.Max(0, offset / 1000.0 - lead));
    }

    private async Task<Play?> Seen(MarketplaceDb db, PlayId id, Actor actor, CancellationToken ct)
    {
        var play = await db.Plays.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);
        return play is not null && await parties.MaySee(play, actor, ct) ? play : null;
    }

    private static Task<List<Detection>> Evidence(MarketplaceDb db, PlayId id, CancellationToken ct) =>
        (from link in db.PlayDetections
         join d in db.Detections on link.DetectionId equals d.Id
         where link.PlayId == id
         orderby d.MatchStartAt, d.Id
         select d).AsNoTracking().ToListAsync(ct);
}
