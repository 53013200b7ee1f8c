using System.Collections.Concurrent;
using System.Diagnostics;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Benchmarks;

/// <summary>
/// Money steps as features do them, at 16 writers and full durability: one with key, audit row, outbox row and a transaction of two lines,
/// and whole deals; beside them what the bare database does in the same minute with the same rows.
/// </summary>
internal static class MoneySteps
{
    private const int Writers = 16;
    private const int People = 1000;
    // A server runs for days; its code has long been compiled for the last time.
    private const int WarmUp = 20;
    private static readonly UserId[] Users = [.. Enumerable.Range(0, People).Select(_ => UserId.New())];

    private sealed record Tip(UserId From, UserId To, Money Amount, Guid Key) : ICommand;
    private sealed record Deal(UserId From, UserId To, Money Amount, Guid Key) : ICommand;
    private sealed record Tipped(UserId From, UserId To, Money Amount) : IEvent;

    public static async Task Run(string connection, int seconds)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddKernel().AddStorage(connection).AddPayments();
        services.AddSingleton<ILedgerHead>(new LedgerHeadFile(Path.GetTempFileName(), TimeProvider.System));
        await using var house = services.BuildServiceProvider();
        var contexts = house.GetRequiredService<IDbContextFactory<MarketplaceDb>>();
        string engine;
        await using (var db = await contexts.CreateDbContextAsync())
        {
            await db.Upgrade();
            engine = db.Dialect.Name;
        }
        await Endow(house);
        await Run(WarmUp, i => Step(house, i));
        await Measure($"{engine}: money step", seconds, i => Step(house, i));
        await Run(WarmUp / 2, i => WholeDeal(house, i));
        await Measure($"{engine}: whole deal (agree, fund, release: 3 use cases)", seconds, i => WholeDeal(house, i));
        await BareDatabase.Measure(connection, engine, seconds);
        await using (var db = await contexts.CreateDbContextAsync())
            foreach (var check in house.GetServices<ILedgerCheck>().Where(c => c.GetType().Name != "ChainCheck"))
                foreach (var difference in await check.Run(db, CancellationToken.None)) Console.WriteLine($"DIFFERENCE {difference}");
    }

    /// <summary>Runs steps by all writers for a time and prints rate, times and failures.</summary>
    public static async Task Measure(string name, int seconds, Func<int, Task> step)
    {
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var (times, failures) = await Run(seconds, step);
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / Math.Max(1, times.Count);
        var sorted = times.Order().ToList();
        double At(double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {sorted.Count / took:F0}/s | p50 {At(0.5):F1} ms, p95 {At(0.95):F1} ms, p99 {At(0.99):F1} ms | {used:F2} ms of our CPU each | {failures.Values.Sum()} failed |"));
        foreach (var (why, times2) in failures) Console.WriteLine($"  {times2} × {why}");
    }

    private static async Task<(ConcurrentBag<double> Times, ConcurrentDictionary<string, int> Failures)> Run(int seconds, Func<int, Task> step)
    {
        ConcurrentBag<double> times = [];
        ConcurrentDictionary<string, int> failures = [];
        var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = writer; Stopwatch.GetTimestamp() < end; i += Writers)
            {
                var began = Stopwatch.GetTimestamp();
                try
                {
                    await step(i);
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
                catch (Exception failure)
                {
                    failures.AddOrUpdate(failure.GetBaseException().Message, 1, (_, n) => n + 1);
                }
            }
        })));
        return (times, failures);
    }

    private static async Task Endow(IServiceProvider house)
    {
        var amount = new Money(1_000_000_000, Asset.Ghs);
        foreach (var part in Users.Chunk(100))
        {
            var posting = new Posting("bench.endow", $"endow:{part[0]}",
                [Line.Debit(AccountPath.Provider("op"), new Money(amount.Minor * part.Length, Asset.Ghs)), .. part.Select(u => Line.Credit(AccountPath.Available(u), amount))]);
            await house.GetRequiredService<Work>().Run<Done>(new Tip(part[0], part[0], amount, Guid.NewGuid()), Actor.System("bench"),
                async db => (await house.GetRequiredService<Ledger>().Post(db, posting)).Then(_ => new Done()), CancellationToken.None);
        }
    }

    private static async Task Step(IServiceProvider house, int i)
    {
        var command = new Tip(Users[Random.Shared.Next(People)], Users[(i * 7919) % People], new Money(5, Asset.Ghs), Guid.CreateVersion7());
        var done = await house.GetRequiredService<Work>().Run<Done>(command, Actor.System("bench"), async db =>
        {
            db.Tell(new Tipped(command.From, command.To, command.Amount), DateTime.UtcNow);
            return (await house.GetRequiredService<Ledger>().Post(db, new Posting("bench.tip", $"tip:{command.Key:N}",
            [
                Line.Debit(AccountPath.Available(command.From), command.Amount), Line.Credit(AccountPath.Available(command.To), new Money(4, Asset.Ghs)),
                Line.Credit(AccountPath.Revenue("tips"), new Money(1, Asset.Ghs)),
            ]))).Then(_ => new Done());
        }, CancellationToken.None);
        if (done.Error is { } error) throw new InvalidOperationException(error.Code);
    }

    private static async Task WholeDeal(IServiceProvider house, int i)
    {
        var command = new Deal(Users[Random.Shared.Next(People)], Users[(i * 7919) % People], new Money(1_000, Asset.Ghs), Guid.CreateVersion7());
        async Task<T> Do<T>(Func<MarketplaceDb, Tranches, Task<Result<T>>> verb) => (await house.GetRequiredService<Work>().Run(
            command with { Key = Guid.CreateVersion7() }, Actor.System("bench"), db => verb(db, house.GetRequiredService<Tranches>()), CancellationToken.None)).Value;
        var tranche = await Do<TrancheId>(async (db, t) =>
        {
            var deal = t.Plan(db, new NewAgreement("order", command.From, $"order:{command.Key:N}", "gig", Asset.Ghs, [new("Deal", command.Amount, [new(command.To, 1)])]));
            return (await t.Ask(db, deal.Tranches[0].Id, TimeSpan.FromMinutes(15), default)).Then(a => a.Tranche);
        });
        await Do((db, t) => t.Fund(db, tranche, new Payment("op", command.Amount, Money.Zero(Asset.Ghs), $"{command.Key:N}", command.Key, DateTime.UtcNow), default));
        await Do((db, t) => t.Release(db, tranche, null, $"{command.Key:N}"));
    }
}
