using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Radio.Listening;

/// <summary>Worlds that listen, with songs in their library and stations of their own.</summary>
internal static class Ear
{
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
        var track = new Track(artist, new TrackDetails(song.Title, "", "Highlife", null, null), new string('a', 64), "song.mp3", now);
        track.Scan(song.Seconds, null, now);
        track.TakePrint(song.Seconds, -12, now);
        var recording = new Recording(RecordingId.New(), track.Id, song.Seconds, now);
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
