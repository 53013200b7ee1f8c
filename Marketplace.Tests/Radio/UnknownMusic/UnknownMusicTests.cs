using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Radio.UnknownMusic;
using Marketplace.Tests.Audio;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Radio.Listening;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Radio.UnknownMusic;

/// <summary>Songs that nobody handed in, through the real analysis and recorder, on stations of two kinds.</summary>
[Trait("Suite", "UseCases")]
public sealed class UnknownMusicTests(SoundKit kit) : IClassFixture<SoundKit>
{
    private const int Rate = SoundKit.Rate;
    private static readonly Actor Moderator = new(UserId.New(), "moderator") { StaffRoles = new HashSet<StaffRole> { StaffRole.Moderator }, HasSecondFactor = true };

    [Fact]
    public async Task A_song_that_comes_back_is_one_line_with_times_stations_and_a_clip()
    {
        await using var world = await World.New();
        var (coast, hill) = (await Station(world, ListeningMode.Continuous), await Station(world, ListeningMode.Standard));
        // A song that never repeats itself: music of loops may stay in several lines.
        var song = SoundKit.Join([.. Enumerable.Range(2, 5).Select(part => kit.Cut(part, 10, 15))]);
        var start = Now(world);
        await Airs(world, coast, song, start);
        await Airs(world, coast, kit.Cut(8, 0, 60), start.AddMinutes(10));
        await Airs(world, hill, song, start.AddMinutes(20));
        // Nobody hears the same seconds twice: this time the windows lie seven seconds later in the song.
        await Airs(world, coast, song[(7 * Rate)..], start.AddMinutes(33));
        await world.Get<PlaceUnknown>().Run(default);

        var line = Assert.Single((await world.Get<UnknownQueries>().Repeated(Moderator, 0, 10, default)).Items);
        Assert.Equal((3, 2), (line.Times, line.StationCount));
        Assert.Null(line.Title);
        Assert.True(line.HasClip);
        Assert.Equal(75, line.Seconds, tolerance: 1.0);
        Assert.Equal(start, line.FirstHeardAt);
        Assert.NotNull(await world.Get<UnknownQueries>().Clip(line.Id, Moderator, default));

        foreach (var stranger in new[] { Actor.Guest, new Actor(UserId.New(), "ama"), Moderator with { HasSecondFactor = false } })
        {
            Assert.Empty((await world.Get<UnknownQueries>().Repeated(stranger, 0, 10, default)).Items);
            Assert.Null(await world.Get<UnknownQueries>().Clip(line.Id, stranger, default));
        }
        await using var db = world.Db();
        Assert.Empty(await db.Plays.ToListAsync());
        Assert.Equal(0, await db.UnknownPieces.CountAsync(p => p.SoundId == null));
        // One print a minute of what was heard once, and what the repetitions added.
        Assert.InRange(await db.UnknownPieces.CountAsync(), 4, 24);
    }

    [Fact]
    public async Task A_song_handed_in_later_is_linked_and_nothing_is_paid_for_before()
    {
        await using var world = await World.New();
        var station = await Station(world, ListeningMode.Continuous);
        var (song, start) = (SongComposer.Compose(3), Now(world));
        var sound = kit.Cut(3, 0, 70);
        await Airs(world, station, sound, start);
        await Airs(world, station, kit.Cut(4, 0, 70), start.AddMinutes(5));
        await Airs(world, station, sound, start.AddMinutes(20));
        await world.Get<PlaceUnknown>().Run(default);
        var artist = new Actor(UserId.New(), "ama");

        var (recording, track) = await world.AddSong(artist.UserId, song);
        var link = world.Get<IEnumerable<IEventHandler<TrackListening>>>().OfType<LinkUnknown>().Single();
        var happened = new TrackListening(track, artist.UserId, recording, Now(world));
        await link.Handle(happened, default);
        await link.Handle(happened, default);

        var line = Assert.Single((await world.Get<UnknownQueries>().Repeated(Moderator, 0, 10, default)).Items);
        Assert.Equal(song.Title, line.Title);
        Assert.Equal(new HeardBefore(2, 1, start), await world.Get<UnknownQueries>().Before(track, artist, default));
        Assert.Null(await world.Get<UnknownQueries>().Before(track, new Actor(UserId.New(), "somebody else"), default));
        await using var db = world.Db();
        Assert.Equal(1, await db.UnknownSounds.CountAsync(s => s.RecordingId == recording && s.Times > 1));
        Assert.Empty(await db.Plays.ToListAsync());
        Assert.Empty(await db.Detections.ToListAsync());
    }

    [Fact]
    public async Task Talk_and_silence_are_not_remembered_and_neither_is_music_when_it_is_turned_off()
    {
        await using var world = await World.New();
        var station = await Station(world, ListeningMode.Continuous);
        await Airs(world, station, TalkSynth.Render(60, 3, Rate), Now(world));
        await Airs(world, station, new float[60 * Rate], Now(world).AddMinutes(2));
        await using var db = world.Db();
        Assert.Empty(await db.UnknownPieces.ToListAsync());

        await using var off = await World.New(services => services.AddSingleton(new UnknownMusicOptions { MostPieces = 0 }));
        await Airs(off, await Station(off, ListeningMode.Continuous), kit.Cut(0, 0, 30), Now(off));
        await using var empty = off.Db();
        Assert.NotEmpty(await empty.CaptureWindows.Where(w => w.Content == WindowContent.UnidentifiedMusic).ToListAsync());
        Assert.Empty(await empty.UnknownPieces.ToListAsync());
    }

    [Fact]
    public async Task What_came_once_is_forgotten_first_and_what_came_back_stays_as_long_as_evidence()
    {
        await using var world = await World.New(services => services.AddSingleton(new UnknownMusicOptions { MostPieces = 8 }));
        var station = await Station(world, ListeningMode.Continuous);
        var (song, start) = (kit.Cut(0, 0, 40), Now(world));
        await Airs(world, station, song, start);
        await Airs(world, station, song, start.AddMinutes(10));
        for (var once = 0; once < 10; once++) await Airs(world, station, kit.Cut(1 + once, 20, 15), start.AddMinutes(20 + 2 * once));
        await world.Get<PlaceUnknown>().Run(default);
        var queries = world.Get<UnknownQueries>();
        var line = Assert.Single((await queries.Repeated(Moderator, 0, 10, default)).Items);
        var clip = (await queries.Clip(line.Id, Moderator, default))!;
        await using var db = world.Db();
        Assert.True(await db.UnknownPieces.CountAsync() > 8);

        await world.Get<UnknownBroom>().Run(default);
        Assert.InRange(await db.UnknownPieces.CountAsync(), 0, 8);
        world.Clock.Advance(TimeSpan.FromDays(15));
        await world.Get<UnknownBroom>().Run(default);
        Assert.Equal(0, await db.UnknownSounds.CountAsync(s => s.Times == 1));
        world.Clock.Advance(TimeSpan.FromDays(170));
        Assert.Equal(1, await world.Get<UnknownBroom>().Run(default));
        Assert.Equal((0, 0, 0), (await db.UnknownSounds.CountAsync(), await db.UnknownAirings.CountAsync(), await db.UnknownPieces.CountAsync()));
        Assert.False(await world.Get<IBlobStore>().Exists(clip, default));
        await world.Get<UnknownIndex>().Refresh(default);
        Assert.Equal(0, world.Get<UnknownIndex>().Count);
    }

    private static DateTime Now(World world) => world.Clock.GetUtcNow().UtcDateTime;

    private static async Task<Station> Station(World world, ListeningMode mode)
    {
        var id = await world.AddStation(UserId.New(), mode, "http://radio.example/live");
        await using var db = world.Db();
        return await db.Stations.AsNoTracking().SingleAsync(s => s.Id == id);
    }

    // Every window of the station's plan that lies whole in the sound.
    private static async Task Airs(World world, Station station, float[] sound, DateTime at)
    {
        var (analysis, recorder, mode) = (world.Get<WindowAnalysis>(), world.Get<WindowRecorder>(), station.Plan.Mode);
        for (var second = 0; (second + mode.WindowSeconds) * Rate <= sound.Length; second += (int)mode.PeriodSeconds)
        {
            var heard = new LiveSound(sound[(second * Rate)..((int)(second + mode.WindowSeconds) * Rate)], at.AddSeconds(second), null);
            Assert.True(await recorder.Heard(station, heard.StartAt, station.Urls[0], heard, await analysis.Of(heard, default), default));
        }
        await world.Get<PlaceUnknown>().Run(default);
    }
}
