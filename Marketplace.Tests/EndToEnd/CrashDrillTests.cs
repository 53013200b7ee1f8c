using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.EndToEnd;

/// <summary>
/// The real server is killed again and again while 16 writers move money over HTTP. Each writer repeats a step under the same key until it is
/// answered; afterwards every answered step is in the books exactly once, and the books are whole. KILLS says how often (3 without it).
/// </summary>
[Trait("Category", "Crash")]
public sealed class CrashDrillTests
{
    private const int Writers = 16;
    private static readonly string[] Verbs = ["fund", "deposit", "sale", "tip", "payout", "royalty", "release", "part", "refund", "split"];

    private sealed record Answer(Guid Tranche, int Booked, long Left);

    private sealed class Tally
    {
        private int _steps, _booked, _refused;
        public int Steps => _steps;
        public int Booked => _booked;
        public int Refused => _refused;
        public void Count(int booked)
        {
            Interlocked.Increment(ref _steps);
            Interlocked.Add(ref _booked, booked);
        }
        public void Refuse() => Interlocked.Increment(ref _refused);
    }

    [Fact]
    public async Task Nothing_that_was_answered_is_lost_and_nothing_is_done_twice()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("KILLS"), out var many) ? many : 3;
        await using var world = await World.New(services => services.AddSingleton(TimeProvider.System));
        using var server = new ServerProcess(world, ("Drill:On", "true"));
        await server.Start();
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(30) };
        using var stop = new CancellationTokenSource();
        var tally = new Tally();
        var writers = Enumerable.Range(0, Writers).Select(w => Task.Run(() => Write(http, w, tally, stop.Token))).ToList();

        List<TimeSpan> restarts = [];
        for (var kill = 0; kill < kills; kill++)
        {
            // A different moment each time; at least some steps lie between two kills.
            var until = tally.Steps + 60 + (kill * 37 % 61);
            await Steps.Until(() => Task.FromResult(tally.Steps >= until), "steps between two kills");
            server.Kill();
            var dead = Stopwatch.GetTimestamp();
            await server.Start();
            restarts.Add(Stopwatch.GetElapsedTime(dead));
        }
        var last = tally.Steps + 100;
        await Steps.Until(() => Task.FromResult(tally.Steps >= last), "steps after the last kill");
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        server.Kill();

        await using var db = world.Db();
        var booked = await db.LedgerTransactions.CountAsync();
        await world.Get<SealLedger>().Run(CancellationToken.None);
        // The drill uses the verbs of payouts by hand, so no withdrawal stands behind them.
        List<string> differences = [];
        foreach (var check in world.Get<IEnumerable<ILedgerCheck>>().Where(c => c is not WithdrawalCheck)) differences.AddRange(await check.Run(db, CancellationToken.None));
        double At(double share) => restarts.Order().ElementAt(Math.Min(restarts.Count - 1, (int)(share * restarts.Count))).TotalSeconds;
        var line = FormattableString.Invariant($"kills {kills}, steps {tally.Steps}, lost {Math.Max(0, tally.Booked - booked)}, ")
            + FormattableString.Invariant($"doubled {Math.Max(0, booked - tally.Booked)}, imbalance {differences.Count}, ")
            + FormattableString.Invariant($"refused {tally.Refused}, restart p50 {At(0.5):F1} s p95 {At(0.95):F1} s max {At(1):F1} s");
        Console.WriteLine(line);
        if (Environment.GetEnvironmentVariable("CRASH_REPORT") is { Length: > 0 } report) await File.WriteAllTextAsync(report, line + "\n");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(booked == tally.Booked, line);
    }

    // A writer has deals of its own, so that what a refusal means is known: tips and payouts may lack money, nothing else may be refused.
    private static async Task Write(HttpClient http, int writer, Tally tally, CancellationToken stop)
    {
        var random = new Random(writer);
        List<Guid> open = [];
        while (!stop.IsCancellationRequested)
        {
            var verb = Verbs[random.Next(open.Count == 0 ? 6 : Verbs.Length)];
            var needs = verb is "release" or "part" or "refund" or "split";
            var tranche = needs ? open[random.Next(open.Count)] : Guid.Empty;
            var command = new { Verb = verb, Person = writer, Other = random.Next(40), Minor = verb == "part" ? 1 : random.Next(100, 5_000), Tranche = tranche, Key = Guid.CreateVersion7() };
            var (status, answer) = await Until(http, command);
            if (answer is not null)
            {
                tally.Count(answer.Booked);
                if (verb is "fund" or "deposit") open.Add(answer.Tranche);
                if (needs && answer.Left == 0) open.Remove(tranche);
            }
            else
            {
                Assert.True(status == HttpStatusCode.Conflict && verb is "tip" or "payout", $"{verb}: {status}");
                tally.Refuse();
            }
        }
    }

    private static async Task<(HttpStatusCode Status, Answer? Answer)> Until(HttpClient http, object command)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                using var response = await http.PostAsJsonAsync("/drill/steps", command);
                if (response.IsSuccessStatusCode) return (response.StatusCode, await response.Content.ReadFromJsonAsync<Answer>());
                if ((int)response.StatusCode is >= 400 and < 500) return (response.StatusCode, null);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server died with the step on its way: the same step under the same key until it is answered.
            }
            await pause.WaitForNextTickAsync();
        }
    }
}
