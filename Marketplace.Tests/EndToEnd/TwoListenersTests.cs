using System.Diagnostics;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Radio.Listening;
using Marketplace.Tests.Radio.Streams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>Two real servers on one PostgreSQL database: one of them listens, and when it is killed the other takes over in the stated time.</summary>
[Trait("Category", "RealTime")]
public sealed class TwoListenersTests(ITestOutputHelper output)
{
    private const int LeaseSeconds = 6, Loops = 6;
    // The lease runs out, the other one looks around every third of it; the rest is for a machine that is busy with other tests.
    private static readonly TimeSpan Stated = TimeSpan.FromSeconds(LeaseSeconds * 4 / 3), Busy = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task One_node_listens_and_the_other_takes_over_after_a_kill()
    {
        await using var world = await World.New(services => services.AddSingleton(TimeProvider.System)
            .AddSingleton(new StreamLimits { AllowPrivateStreams = true }), onPostgres: true);
        var song = await RadioSound.In("mp3");
        var clock = Stopwatch.StartNew();
        await using var radio = new StubRadio().Live("/live", "audio/mpeg", [.. Enumerable.Repeat(song, Loops).SelectMany(bytes => bytes)],
            Loops * RadioSound.Seconds, position: () => 10 + clock.Elapsed.TotalSeconds);
        var station = await world.AddStation(UserId.New(), new ListeningMode(10, 10, 5), radio.Url("/live").ToString());

        using var a = Node(world, "a");
        using var b = Node(world, "b");
        await Task.WhenAll(a.Start(), b.Start());
        await Steps.Until(async () => (await Windows(world)).Count >= 2, "two windows");
        Assert.Equal(1, radio.Connections);
        var holder = await Holder(world, station);

        (holder == "a" ? a : b).Kill();
        var killed = Stopwatch.StartNew();
        await Steps.Until(async () => await Holder(world, station) != holder, "the other node's lease");
        var took = killed.Elapsed;
        await Steps.Until(() => Task.FromResult(radio.Connections > 1), "the other node's connection");
        output.WriteLine($"Taken over after {took.TotalSeconds:F1} s, stated {Stated.TotalSeconds:F0} s; listening after {killed.Elapsed.TotalSeconds:F1} s");
        Assert.True(took < Stated + Busy, $"Taken over after {took.TotalSeconds:F1} s.");
        Assert.Equal(holder == "a" ? "b" : "a", await Holder(world, station));

        var before = (await Windows(world)).Count;
        await Steps.Until(async () => (await Windows(world)).Count >= before + 2, "windows of the other node");
        Assert.Equal(2, radio.Connections);
        var windows = await Windows(world);
        Assert.Equal(windows.Count, windows.DistinctBy(w => w.ScheduledAt).Count());
        Assert.All(windows.Zip(windows[1..]), pair => Assert.True(
            pair.Second.StartAt >= pair.First.EndAt.AddMilliseconds(-100), $"{pair.First.EndAt:O} {pair.Second.StartAt:O}"));
    }

    private static ServerProcess Node(World world, string name) => new(world,
        ("Radio:Node", name), ("Radio:LeaseSeconds", LeaseSeconds.ToString()), ("LogFile:Folder", Path.Combine(world.Folder, "logs-" + name)));

    private static async Task<string> Holder(World world, StationId station)
    {
        await using var db = world.Db();
        return (await db.StationLeases.SingleAsync(l => l.StationId == station)).Node;
    }

    private static async Task<List<CaptureWindow>> Windows(World world)
    {
        await using var db = world.Db();
        return await db.CaptureWindows.Where(w => w.Outcome == WindowOutcome.Ok).OrderBy(w => w.StartAt).ToListAsync();
    }
}
