using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Radio.Listening;

namespace Marketplace.Tests.EndToEnd;

/// <summary>The owner sees the lights go red when the server is stopped, and green when it is back.</summary>
[Collection("Icecast health"), Trait("Category", "RealTime")]
public sealed class StationHealthTests
{
    [Fact]
    public async Task Lights_go_red_when_icecast_stops_and_green_when_it_is_back()
    {
        await using var world = await Ear.RealTimeWorld();
        var programme = Programme.Make([SongComposer.Compose(31)], atLeastSeconds: 60);
        var path = await programme.WriteMp3(world.Folder);
        await using var icecast = new Icecast();
        var server = await icecast.Start();
        await icecast.Feed(path, forever: true);
        var owner = new Actor(UserId.New(), "owner");
        var station = await world.AddStation(owner.UserId, new ListeningMode(10, 10, 5), icecast.Stream);

        await using (world.Listen())
        {
            await Becomes(world, station, owner, reachable: true);
            Icecast.Stop(server);
            await Becomes(world, station, owner, reachable: false);
            await icecast.Start();
            await icecast.Feed(path, forever: true);
            await Becomes(world, station, owner, reachable: true);
        }
    }

    private static async Task Becomes(World world, Marketplace.Core.Radio.StationId station, Actor owner, bool reachable)
    {
        var airplay = world.Get<StationAirplay>();
        var before = (await airplay.Captures(station, owner, onlyFailed: false, 1, CancellationToken.None)).FirstOrDefault()?.Id;
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (await tick.WaitForNextTickAsync(limit.Token))
        {
            var health = await airplay.Health(station, owner, CancellationToken.None);
            var newest = (await airplay.Captures(station, owner, onlyFailed: false, 1, CancellationToken.None)).FirstOrDefault()?.Id;
            if (newest is not null && newest != before && health!.Reachable == reachable) return;
        }
    }
}
