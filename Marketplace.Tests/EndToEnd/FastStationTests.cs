using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Marketplace.Tests.Audio;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Radio.Listening;

namespace Marketplace.Tests.EndToEnd;

/// <summary>A real icecast2 that plays three per cent too fast and talks over the intro: the artist sees the play to the second.</summary>
[Trait("Category", "RealTime")]
public sealed class FastStationTests
{
    private const double Lead = 12, Heard = 40, Tail = 14;

    [Fact]
    public async Task A_fast_station_with_an_announcer_is_heard_to_the_second()
    {
        await using var world = await Ear.RealTimeWorld();
        var (artist, song) = (UserId.New(), SongComposer.Compose(3));
        await world.AddSong(artist, song);
        var fast = SoundKit.AtSpeed(song.Render(SoundKit.Rate), 1.03)[..(int)(Heard * SoundKit.Rate)];
        var announcer = TalkSynth.Render(6, 4, SoundKit.Rate);
        for (var i = 0; i < announcer.Length; i++) fast[i] = fast[i] * 0.5f + announcer[i];
        var programme = SoundKit.Join(TalkSynth.Render(Lead, 1, SoundKit.Rate), fast, TalkSynth.Render(Tail, 2, SoundKit.Rate));
        var path = Path.Combine(world.Folder, "fast.mp3");
        await File.WriteAllBytesAsync(path, await AudioEncoder.Encode(programme, SoundKit.Rate, AudioEncoding.Mp3, CancellationToken.None));

        await using var icecast = new Icecast();
        await icecast.Start();
        await world.AddStation(UserId.New(), new ListeningMode(10, 10, 5), icecast.Stream);
        var onAirSince = await icecast.Feed(path);
        await using (world.Listen())
        {
            using var clock = new PeriodicTimer(TimeSpan.FromSeconds(Lead + Heard + Tail));
            await clock.WaitForNextTickAsync();
        }

        var log = await world.Get<ArtistAirplay>().Log(new Actor(artist, "artist"), new PlayFilter("", null, null, 0, 20), CancellationToken.None);
        var play = Assert.Single(log.Items);
        Assert.Equal(PlayState.Confirmed, play.State);
        Assert.Equal(Lead, (play.StartAt - onAirSince).TotalSeconds, tolerance: 2);
        Assert.Equal(Heard, play.AudibleSeconds, tolerance: 2);
    }
}
