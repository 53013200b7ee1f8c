using System.Diagnostics;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
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

/// <summary>The real server is killed in the middle of windows: what was written is whole, nothing is doubled, listening goes on.</summary>
[Trait("Category", "RealTime")]
public sealed class KilledWhileListeningTests(ITestOutputHelper output)
{
    private const int Kills = 3, Loops = 6;

    [Fact]
    public async Task Three_kills_in_the_middle_of_windows_lose_and_double_nothing()
    {
        await using var world = await World.New(services => services.AddSingleton(TimeProvider.System)
            .AddSingleton(new StreamLimits { AllowPrivateStreams = true }));
        await world.AddSong(UserId.New(), SongComposer.Compose(7));
        await using var forSamples = await Radio();
        await using var forAll = await Radio();
        var sampled = await world.AddStation(UserId.New(), new ListeningMode(10, 12, 5), forSamples.Url("/live").ToString());
        var always = await world.AddStation(UserId.New(), new ListeningMode(10, 10, 5), forAll.Url("/live").ToString());

        using var server = new ServerProcess(world);
        for (var kill = 0; kill < Kills; kill++)
        {
            await server.Start();
            if (kill == 0) await Steps.Until(async () => await Windows(world, sampled) > 0 && await Windows(world, always) > 0, "first windows");
            var connections = forSamples.Connections;
            await Steps.Until(() => Task.FromResult(forSamples.Connections > connections), "the next window");
            await StubRadio.Pause(3, default);
            server.Kill();
        }
        var (beforeSampled, beforeAlways) = (await Windows(world, sampled), await Windows(world, always));
        await server.Start();
        await Steps.Until(async () => await Windows(world, sampled) >= beforeSampled + 2 && await Windows(world, always) >= beforeAlways + 2, "windows after the kills");
        // A window that was written without its play, because the server died in between, is caught up with.
        await Steps.Until(async () =>
        {
            await using var db = world.Db();
            var waiting = await db.Detections.Where(d => !db.PlayDetections.Any(link => link.DetectionId == d.Id)).ToListAsync();
            return !waiting.Any(d => d.MatchEndAt - d.MatchStartAt > TimeSpan.FromSeconds(8)) && !await db.Outbox.AnyAsync(m => m.DoneAt == null);
        }, "plays of all detections and news of all windows");
        server.Kill();
        await Tell(world);

        await WindowsAreWhole(world, always);
        foreach (var station in (StationId[])[sampled, always]) await PlaysAreSingle(world, station);
    }

    // What a person wants to see when this fails.
    private async Task Tell(World world)
    {
        await using var db = world.Db();
        foreach (var w in await db.CaptureWindows.OrderBy(w => w.RecordedAt).ToListAsync())
            output.WriteLine($"{w.StationId.ToString()[^4..]} due {w.ScheduledAt:HH:mm:ss.f} heard {w.StartAt:HH:mm:ss.f} {w.LengthMs} ms {w.Outcome} {w.ErrorCode} {await db.Detections.CountAsync(d => d.WindowId == w.Id)}");
        foreach (var p in await db.Plays.OrderBy(p => p.StartAt).ToListAsync())
            output.WriteLine($"{p.StationId.ToString()[^4..]} play {p.StartAt:HH:mm:ss.f}–{p.EndAt:HH:mm:ss.f} anchor {p.AnchorAt:HH:mm:ss.f} {p.State} {p.Detections} withdrawn {p.IsWithdrawn}");
    }

    private static async Task WindowsAreWhole(World world, StationId always)
    {
        await using var db = world.Db();
        Assert.Equal("ok", (await db.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync()).Single());
        var windows = await db.CaptureWindows.OrderBy(w => w.StartAt).ToListAsync();
        Assert.Equal(windows.Count, windows.DistinctBy(w => (w.StationId, w.ScheduledAt)).Count());
        Assert.All(windows, w => Assert.Equal(w.Outcome == WindowOutcome.Ok, w is { LengthMs: > 4_000, AudioHash.Length: 64, Content: not null, RmsDb: not null, MatcherVersion: not null }));
        Assert.All(windows, w => Assert.Equal(w.Outcome == WindowOutcome.Ok, w.ErrorCode is null));
        // Without a pause means: also across a kill no second is heard twice.
        var heard = windows.Where(w => w.StationId == always && w.Outcome == WindowOutcome.Ok).ToList();
        Assert.All(heard.Zip(heard[1..]), pair => Assert.True(pair.Second.StartAt >= pair.First.EndAt.AddMilliseconds(-100), $"{pair.First.EndAt:O} {pair.Second.StartAt:O}"));

        var detections = await db.Detections.ToListAsync();
        var byId = windows.ToDictionary(w => w.Id);
        Assert.NotEmpty(detections);
        Assert.All(detections, d => Assert.Equal(d.StationId, byId[d.WindowId].StationId));
        Assert.Equal(detections.Count, detections.DistinctBy(d => (d.WindowId, d.MatchStartAt)).Count());
        Assert.All(detections, d => Assert.Equal(WindowOutcome.Ok, byId[d.WindowId].Outcome));
        foreach (var key in detections.Select(d => d.EvidenceKey).Distinct())
            Assert.True(await world.Get<IBlobStore>().Exists(key!, default));
    }

    private static async Task PlaysAreSingle(World world, StationId station)
    {
        await using var db = world.Db();
        var plays = await db.Plays.Where(p => p.StationId == station && !p.IsWithdrawn).OrderBy(p => p.StartAt).ToListAsync();
        Assert.NotEmpty(plays);
        // One record cannot begin twice within its own length.
        Assert.All(plays.Zip(plays[1..]), pair => Assert.True(
            pair.Second.AnchorAt - pair.First.AnchorAt > TimeSpan.FromSeconds(0.9 * RadioSound.Seconds), $"{pair.First.AnchorAt:O} {pair.Second.AnchorAt:O}"));
    }

    private static async Task<int> Windows(World world, StationId station)
    {
        await using var db = world.Db();
        return await db.CaptureWindows.CountAsync(w => w.StationId == station && w.Outcome == WindowOutcome.Ok);
    }

    // A station that plays one song over and over, whoever listens.
    private static async Task<StubRadio> Radio()
    {
        var song = await RadioSound.In("mp3");
        var clock = Stopwatch.StartNew();
        return new StubRadio().Live("/live", "audio/mpeg", [.. Enumerable.Repeat(song, Loops).SelectMany(bytes => bytes)],
            Loops * RadioSound.Seconds, position: () => 10 + clock.Elapsed.TotalSeconds);
    }
}
