using Marketplace.Audio.Analysis;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Brings one track from its file to being listened for: scan, print, compare with the library.</summary>
/// <remarks>
/// Each step is its own transaction and begins from what is stored, so a process that dies anywhere continues after its restart.
/// Failures of the file become a reason on the track, never an exception. Codes: those of audio.*, track.file_missing,
/// track.too_short, track.silent.
/// </remarks>
public sealed class ProcessTrack(
    IDbContextFactory<MarketplaceDb> contexts, Work work, IBlobStore blobs, PlaceTrack place, TimeProvider clock)
{
    /// <summary>Version of the code that makes prints; raise it when equal sound would give another print.</summary>
    public const string EngineVersion = "1";

    private const double LeastSeconds = 5;
    private const int WaveformBars = 800;
    private static readonly FingerprintProfile Profile = FingerprintProfile.Standard;

    private sealed record Step(TrackId Track, string Name) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <summary>Does all steps that can be done now.</summary>
    /// <returns>The state in which the track waits, or track.unknown.</returns>
    public async Task<Result<TrackState>> Run(TrackId id, CancellationToken ct)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var track = await db.Tracks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
            if (track is null) return TrackErrors.Unknown;
            switch (track.State)
            {
                case TrackState.Uploaded: await Guard(track, Scan, ct); break;
                case TrackState.Scanned: await Guard(track, Print, ct); break;
                case TrackState.Fingerprinted: await place.Run(id, ct); break;
                default: return track.State;
            }
        }
    }

    /// <summary>Notes that the program itself failed at this track, so that it does not stop the ones behind it.</summary>
    public Task GiveUp(TrackId id, CancellationToken ct) =>
        Fail(id, "track.internal", "Something went wrong on our side. Try again.", mayRetry: true, ct);

    private async Task Scan(Track track, string path, CancellationToken ct)
    {
        var probe = await AudioFile.Probe(path, ct);
        await Move(track.Id, "scan", (t, now) => t.Scan(probe.Seconds, probe.Title, now).Then(_ => new Done()), ct);
    }

    private async Task Print(Track track, string path, CancellationToken ct)
    {
        var mono = await AudioFile.DecodeMono(path, Profile.SampleRateHz, DecodeLimits.Standard, ct);
        var seconds = (double)mono.Length / Profile.SampleRateHz;
        if (seconds < LeastSeconds) throw new DecodeException("track.too_short", "The sound is shorter than five seconds.");
        var loudness = Loudness.Measure(mono);
        if (loudness.IsSilent) throw new DecodeException("track.silent", "There is no sound in this file.");
        var print = Fingerprinter.Print(mono, Profile, PrintRole.Reference);
        var waveform = Waveform.Peaks(mono, WaveformBars);

        await work.Run<Done>(new Step(track.Id, "print"), Actor.System("tracks"), async db =>
        {
            var row = await db.Tracks.SingleAsync(t => t.Id == track.Id, ct);
            var now = clock.GetUtcNow().UtcDateTime;
            if (row.TakePrint(seconds, loudness.RmsDbfs, now).Fails(out _, out var error)) return error;
            await db.TrackPrints.Where(p => p.TrackId == track.Id).ExecuteDeleteAsync(ct); // A retry brings another file.
            db.TrackPrints.Add(new TrackPrint
            {
                TrackId = track.Id, Print = print.ToBytes(), ProfileId = print.ProfileId, EngineVersion = EngineVersion,
                Waveform = waveform, MadeAt = now,
            });
            return new Done();
        }, ct);
    }

    private async Task Guard(Track track, Func<Track, string, CancellationToken, Task> step, CancellationToken ct)
    {
        try
        {
            var path = await blobs.LocalPath(track.AudioBlob, ct)
                ?? throw new DecodeException("track.file_missing", "The file is no longer here. Upload it again.");
            await step(track, path, ct);
        }
        catch (DecodeException failure)
        {
            var ours = failure.Code is "audio.tool_missing" or "audio.timeout";
            await Fail(track.Id, failure.Code, failure.Message, mayRetry: ours, ct);
            // The content can never be used, by nobody: nothing of it is kept.
            if (!ours) await blobs.Delete(track.AudioBlob, ct);
        }
    }

    private Task Fail(TrackId id, string code, string reason, bool mayRetry, CancellationToken ct) =>
        Move(id, code, (t, now) => t.Fail(code, reason, mayRetry, now).Then(_ => new Done()), ct);

    // A step that somebody else made meanwhile, for example a withdrawal, is answered by `state`; the next round reads what holds now.
    private Task<Result<Done>> Move(TrackId id, string name, Func<Track, DateTime, Result<Done>> step, CancellationToken ct) =>
        work.Run<Done>(new Step(id, name), Actor.System("tracks"), async db =>
            step(await db.Tracks.SingleAsync(t => t.Id == id, ct), clock.GetUtcNow().UtcDateTime), ct);
}
