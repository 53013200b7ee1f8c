using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Sandbox;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Marketplace.Tests.Payments.Rails;

/// <summary>However badly a rail behaves, the books end as if it had behaved well.</summary>
public sealed class ThousandPaymentsTests(ITestOutputHelper output)
{
    // A hundred in every run of the tests; `make drill-payments` makes it a thousand.
    private static readonly int Payments = int.Parse(Environment.GetEnvironmentVariable("PAYMENTS") is { Length: > 0 } asked ? asked : "100", CultureInfo.InvariantCulture);

    private static readonly Dictionary<Fault, int> Full = Enum.GetValues<Fault>().ToDictionary(f => f, f => f switch
    {
        // A message that is always lost could not come five times; 15 of 100 are lost, all others come shaken.
        Fault.Lost => 150,
        Fault.Late => 300,
        _ => 1000,
    });

    [Fact]
    public async Task A_thousand_payments_on_a_shaken_rail_end_in_the_same_books_as_on_a_quiet_one()
    {
        var expected = await Run([], 0);
        var actual = await Run(Full, 20_261_121);
        Assert.Equal(Payments, expected.Count(line => line.StartsWith("tranche", StringComparison.Ordinal)));
        Assert.Equal(expected, actual);
    }

    private sealed record Step(Guid Key) : ICommand;

    private async Task<List<string>> Run(Dictionary<Fault, int> faults, int seed)
    {
        await using var bench = await RailBench.New<SandboxBench>();
        var world = bench.World;
        await world.Get<FaultDial>().Turn(faults, seed, 0, default);
        var deal = await Plan(world);
        var unpaid = deal.ToList();
        // Whoever sees where to pay pays; whose payment expired before that begins another one, as a person would.
        for (var round = 0; unpaid.Count > 0; round++)
        {
            Assert.True(round < 20, $"{unpaid.Count} payers never saw where to pay.");
            await Pay(bench, unpaid);
        }
        await bench.Settle();
        await bench.Later(TimeSpan.FromMinutes(faults.Count > 0 ? 15 : 1));
        if (faults.Count > 0) await bench.Later(TimeSpan.FromHours(7));
        await bench.Conserved();

        await using var books = world.Db();
        output.WriteLine($"seed {seed}: {await books.WebhookMessages.CountAsync()} messages, {await books.SandboxDeliveries.CountAsync()} deliveries, "
            + $"{await books.RailOperations.SumAsync(o => o.Sends)} sendings, {world.Get<RailCalls>().Last.Count} last calls");
        return await Books(books, deal);
    }

    // One attempt for each of these tranches; those that could be paid leave the list.
    private static async Task Pay(SandboxBench bench, List<Tranche> unpaid)
    {
        var world = bench.World;
        Dictionary<OperationId, Tranche> open = [];
        foreach (var tranche in unpaid)
        {
            var begun = await world.Get<Work>().Run<OperationId>(new Step(Guid.NewGuid()), RailBench.Ama, async db =>
                (await world.Get<StartPayment>().Begin(db, new StartPayment.Order(
                    RailBench.Payer, PaymentPurpose.Tranche, tranche.Id.Value, tranche.Price, SandboxRail.Code, PayerAction.Redirect, null, "Test"), default)).Then(b => b.Collect), default);
            // While nobody knows what became of the last payment there is no other one.
            if (begun.IsOk) open[begun.Value] = tranche;
            else Assert.Equal("payment.open", begun.Error!.Code);
        }
        if (open.Count == 0) await bench.Later(TimeSpan.FromMinutes(30));
        await Parallel.ForEachAsync(open.Keys, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, ct) => await world.Get<SendOperation>().Run(id, ct));
        await bench.Settle();
        for (var minute = 0; open.Count > 0 && minute < 17; minute++)
        {
            foreach (var (id, tranche) in open.ToList())
            {
                var operation = await bench.Operation(id);
                if (!await bench.Bank.Do(operation.ProviderKey, SandboxDeed.Pay, default)) continue;
                open.Remove(id);
                unpaid.Remove(tranche);
            }
            if (open.Count > 0) await bench.Later(TimeSpan.FromMinutes(1));
        }
    }

    private static async Task<List<Tranche>> Plan(World world)
    {
        var planned = await world.Get<Work>().Run<AgreementId>(new Step(Guid.NewGuid()), RailBench.Ama, async db =>
        {
            var verbs = world.Get<Tranches>();
            var deal = verbs.Plan(db, new NewAgreement("order", RailBench.Payer, "order:thousand", "gig", Asset.Ghs,
                [.. Enumerable.Range(1, Payments).Select(n => new NewTranche($"{n}", new Money(1000 + n, Asset.Ghs), [new Payee(RailBench.Kofi, 1)]))]));
            await db.SaveChangesAsync();
            foreach (var tranche in deal.Tranches) await verbs.Ask(db, tranche.Id, TimeSpan.FromDays(30), default);
            return deal.Id;
        }, default);
        await using var db = world.Db();
        return await db.Tranches.AsNoTracking().Where(t => t.AgreementId == planned.Value).OrderBy(t => t.PriceMinor).ToListAsync();
    }

    // Every balance by what it belongs to, without the ids that differ from run to run.
    private static async Task<List<string>> Books(MarketplaceDb db, List<Tranche> deal)
    {
        var balances = (await db.LedgerBalances.AsNoTracking().Where(b => b.Posted != 0).ToListAsync()).ToDictionary(b => b.Account, b => b.Posted);
        var states = (await db.PaymentAttempts.AsNoTracking().ToListAsync())
            .GroupBy(a => a.For).ToDictionary(g => g.Key, g => g.Any(a => a.State == AttemptState.Verified) ? AttemptState.Verified : g.First().State);
        var escrows = deal.Select(t => $"tranche {t.Price}: {balances.GetValueOrDefault(AccountPath.Escrow(t.Id.Value))} {states[t.Id.Value]}");
        var others = balances.Where(b => !b.Key.StartsWith("escrow:", StringComparison.Ordinal)).OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => $"{b.Key}: {b.Value}");
        return [.. escrows, .. others];
    }
}
