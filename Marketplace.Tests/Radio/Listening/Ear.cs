using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Radio.Listening;

/// <summary>Worlds that listen, with songs in their library and stations of their own.</summary>
internal static class Ear
{
    /// <summary>When <see cref="HearsWithoutPause"/> begins, UTC.</summary>
    public static readonly DateTime OnAir = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>A world on the real clock that hears loopback streams.</summary>
    public static Task<World> RealTimeWorld() => World.New(services =>
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-ear-").FullName;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new MediaOptions { Folder = folder });
        services.AddSingleton(new StreamLimits { AllowPrivateStreams = true });
    });

    /// <summary>Puts a song into the library as an artist's track that is listened for.</summary>
    public static async Task<(RecordingId Recording, TrackId Track)> AddSong(this World world, UserId artist, Song song, float[]? uploaded = null)
    {
        var profile = FingerprintProfile.Standard;
        var print = Fingerprinter.Print(uploaded ?? song.Render(profile.SampleRateHz), profile, PrintRole.Reference);
        var now = world.Get<TimeProvider>().GetUtcNow().UtcDateTime;
        var seconds = uploaded is null ? song.Seconds : uploaded.Length / (double)profile.SampleRateHz;
        var track = new Track(artist, new TrackDetails(song.Title, "", "Highlife", null, null), new string('a', 64), "song.mp3", now);
        track.Scan(seconds, null, now);
        track.TakePrint(seconds, -12, now);
        var recording = new Recording(RecordingId.New(), track.Id, seconds, now);
        track.Listen(recording.Id, now);
        await using var db = world.Db();
        db.AddRange(track, recording, new TrackPrint
        {
            TrackId = track.Id, Print = print.ToBytes(), ProfileId = profile.Id, EngineVersion = "test", Waveform = [1, 2, 3], MadeAt = now,
        });
        await db.SaveChangesAsync();
        await world.Get<RecordingIndex>().Refresh(recording.Id, CancellationToken.None);
        return (recording.Id, track.Id);
    }

    /// <summary>A station with one stream per address.</summary>
    public static async Task<StationId> AddStation(this World world, UserId owner, ListeningMode mode, params string[] urls)
    {
        var now = world.Get<TimeProvider>().GetUtcNow().UtcDateTime;
        var id = StationId.New();
        var facts = new StationFacts("Coast FM", $"coast-{id.Value:N}", "Accra", "GH", "Africa/Accra", LicenceClass.Commercial, null);
        var station = new Station(id, owner, facts, StationTier.B, now);
        station.ListenBy(mode, now);
        foreach (var url in urls) station.AddUrl(url, now);
        await using var db = world.Db();
        db.Add(station);
        await db.SaveChangesAsync();
        return id;
    }

    /// <summary>
    /// A station without a pause hears this, in windows of 15 s from <see cref="OnAir"/> on, through tracker, recorder and merger.
    /// </summary>
    /// <param name="world">Whose library knows the songs.</param>
    /// <param name="sound">Shape [n], at the standard profile's rate.</param>
    /// <param name="lost">Numbers of windows that never came.</param>
    /// <param name="wander">By how much the stream's clock is wrong at a window, seconds.</param>
    /// <returns>Its plays.</returns>
    public static async Task<List<Play>> HearsWithoutPause(this World world, float[] sound, int[]? lost = null, Func<int, double>? wander = null)
    {
        const int Window = 15;
        var rate = FingerprintProfile.Standard.SampleRateHz;
        var id = await world.AddStation(UserId.New(), ListeningMode.Continuous, "http://radio.example/live");
        await using var db = world.Db();
        var station = await db.Stations.AsNoTracking().SingleAsync(s => s.Id == id);
        var (analysis, recorder, merge) = (world.Get<WindowAnalysis>(), world.Get<WindowRecorder>(), world.Get<MergeStationDay>());
        var tracker = new StationTracker(world.Get<RecordingIndex>());
        for (var (window, at) = (0, 0); at + Window * rate <= sound.Length; window++, at += Window * rate)
        {
            if (lost?.Contains(window) == true) continue;
            var start = OnAir.AddSeconds((double)at / rate + (wander?.Invoke(window) ?? 0));
            if (tracker.HeardUntil is { } until && start < until) start = until;
            var heard = new LiveSound(sound[at..(at + Window * rate)], start, null);
            foreach (var known in await tracker.Hear(station.Urls[0], heard, default)) await Take(known);
        }
        foreach (var known in tracker.Flush()) await Take(known);
        return await db.Plays.AsNoTracking().Where(p => p.StationId == id && !p.IsWithdrawn).OrderBy(p => p.StartAt).ToListAsync();

        async Task Take(TrackedWindow known)
        {
            var found = await analysis.Of(known.Sound, known.Matches, default);
            Assert.True(await recorder.Heard(station, known.Sound.StartAt, known.Url, known.Sound, found, default));
            await merge.Around(id, known.Sound.StartAt, default);
        }
    }

    /// <summary>Listens by the real post until the returned handle is disposed.</summary>
    public static IAsyncDisposable Listen(this World world) => new Post(world.Get<ListeningPost>());

    private sealed class Post : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Post(ListeningPost post) => _running = Task.Run(() => post.Run(_stop.Token));

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }
}
