using System.Diagnostics;
using System.Globalization;
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

/// <summary>
/// 58 bad stations beside 50 good ones on one real server: what the bad ones cost. Runs by <c>make hostile-stations</c> only;
/// it prints rows for docs/measurements.md. MINUTES says how long the bad ones are there.
/// </summary>
[Trait("Category", "Measured")]
public sealed class HostileStationsTests(ITestOutputHelper output)
{
    private const int Good = 50, Loops = 60;
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(30), Settling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(
        double.Parse(Environment.GetEnvironmentVariable("MINUTES") ?? "3", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Good_stations_lose_nothing_to_bad_ones()
    {
        await using var world = await World.New(services => services.AddSingleton(TimeProvider.System)
            .AddSingleton(new StreamLimits { AllowPrivateStreams = true }));
        await using var traps = await HostileRadio.Open();
        await using var radio = await GoodRadio();
        List<StationId> good = [], bad = [];
        for (var i = 0; i < Good; i++) good.Add(await world.AddStation(UserId.New(), new ListeningMode(10, 10, 5), radio.Url("/live").ToString()));
        using var server = new ServerProcess(world, ("Radio:MostCaptures", "128"), ("Radio:LeaseSeconds", "15"));
        await server.Start();
        await Steps.Until(async () => (await Windows(world)).Select(w => w.StationId).Distinct().Count() == Good, "a window of every good station");
        var settled = Costs.Of(server.Id);
        await StubRadio.Pause(Alone.TotalSeconds, default);
        var before = Costs.Of(server.Id);

        var kinds = HostileRadio.Kinds(traps);
        var from = DateTime.UtcNow;
        foreach (var (_, url, _) in kinds) bad.Add(await world.AddStation(UserId.New(), new ListeningMode(10, 30, 5), url.ToString()));
        await StubRadio.Pause(Length.TotalSeconds, default);
        var (during, until) = (Costs.Of(server.Id), DateTime.UtcNow);
        await using (var db = world.Db()) // Taken off the air by hand, as nobody is there to give a reason.
            foreach (var station in await db.Stations.Where(s => bad.Contains(s.Id)).ToListAsync()) await Disable(world, station.Id);
        await StubRadio.Pause(Settling.TotalSeconds, default);
        var after = Costs.Of(server.Id);

        var windows = await Windows(world);
        var lost = good.Sum(station => Lost([.. windows.Where(w => w.StationId == station && w.Outcome == WindowOutcome.Ok)], from, until));
        var told = kinds.Select((kind, i) => (kind.Name, kind.Codes, Told: Told(windows, bad[i]))).ToList();
        var wrong = told.Where(t => !t.Codes.Contains(t.Told)).ToList();
        foreach (var (name, codes, said) in wrong) output.WriteLine($"{name}: {said ?? "nothing"} instead of {string.Join(" or ", codes)}");
        var connects = traps.Asked.OrderByDescending(asked => asked.Value).First();
        Row("good stations' lost seconds of listening, all together", $"{lost:F1} s of {Good * (until - from).TotalSeconds:F0} s");
        Row("bad ones told apart", $"{kinds.Count - wrong.Count} of {kinds.Count}");
        Row("resident memory before, with and after the bad ones", $"{before.Megabytes}, {during.Megabytes}, {after.Megabytes} MB");
        Row("processor, all bad ones together", $"{100 * (during.CpuShare(before) - before.CpuShare(settled)):F0} % of a core");
        Row("child processes before, with and after", $"{before.Children}, {during.Children}, {after.Children}");
        Row("open files and sockets before, with and after", $"{before.Files}, {during.Files}, {after.Files}");
        Row($"most connections to one bad address in {Length.TotalMinutes} min", $"{connects.Value} ({connects.Key})");

        Assert.True(wrong.Count <= 2, $"{wrong.Count} kinds were told wrong.");
        Assert.True(during.Megabytes - before.Megabytes <= 200, "The bad stations cost too much memory.");
        Assert.True(connects.Value <= ConnectBudget.FirstConnects, $"{connects.Key} was asked {connects.Value} times.");
        Assert.InRange(after.Children, 0, before.Children);
    }

    private void Row(string what, string figure) => output.WriteLine($"| {what} | {figure} |");

    private static async Task Disable(World world, StationId station) => Assert.True(
        (await world.Get<DisableStation>().Run(new(station, "The measurement is over.", null, Guid.NewGuid()), Actor.System("test"), default)).IsOk);

    private static async Task<List<CaptureWindow>> Windows(World world)
    {
        await using var db = world.Db();
        return await db.CaptureWindows.AsNoTracking().OrderBy(w => w.StartAt).ToListAsync();
    }

    // Seconds between the windows that were heard; a stream begun anew costs what it costs.
    private static double Lost(List<CaptureWindow> heard, DateTime from, DateTime until) => heard.Zip(heard.Skip(1))
        .Where(pair => pair.First.EndAt > from && pair.Second.StartAt < until)
        .Sum(pair => Math.Max(0, (pair.Second.StartAt - pair.First.EndAt).TotalSeconds - 0.1));

    // What most of its windows say, but for those that only waited.
    private static string? Told(List<CaptureWindow> windows, StationId station) => windows
        .Where(w => w.StationId == station && w.ErrorCode is not null && w.ErrorCode.StartsWith("stream.", StringComparison.Ordinal))
        .GroupBy(w => w.ErrorCode).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;

    private static async Task<StubRadio> GoodRadio()
    {
        var song = await RadioSound.In("mp3");
        var clock = Stopwatch.StartNew();
        return new StubRadio().Live("/live", "audio/mpeg", [.. Enumerable.Repeat(song, Loops).SelectMany(bytes => bytes)],
            Loops * RadioSound.Seconds, position: () => 10 + clock.Elapsed.TotalSeconds);
    }

    /// <summary>What a process uses at one moment, its children's processor time included.</summary>
    private sealed record Costs(int Megabytes, int Children, int Files, double CpuSeconds, DateTime At)
    {
        private const double TicksPerSecond = 100;

        public static Costs Of(int process)
        {
            using var its = Process.GetProcessById(process);
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // utime, stime, and both of the children that have ended.
            var ticks = fields[11..15].Sum(f => long.Parse(f, CultureInfo.InvariantCulture));
            var children = Directory.GetDirectories($"/proc/{process}/task")
                .Sum(task => File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
            return new((int)(its.WorkingSet64 >> 20), children, Directory.GetFiles($"/proc/{process}/fd").Length,
                ticks / TicksPerSecond, DateTime.UtcNow);
        }

        /// <summary>Processor seconds per second since an earlier moment.</summary>
        public double CpuShare(Costs since) => (CpuSeconds - since.CpuSeconds) / (At - since.At).TotalSeconds;
    }
}
