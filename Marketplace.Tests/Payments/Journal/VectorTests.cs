using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Tidy;

namespace Marketplace.Tests.Payments.Journal;

/// <summary>The worked examples of the ledger, booked in order, and the worked divisions.</summary>
[Trait("Suite", "UseCases")]
public sealed class VectorTests
{

    [Fact]
    public async Task Every_worked_flow_is_booked_in_order_and_ends_at_the_worked_balances()
    {
        await using var world = await World.New();
        using var vectors = Read("ledger-flows.json");
        var flows = vectors.RootElement.GetProperty("flows").EnumerateArray().ToList();
        Assert.Equal(32, flows.Count);
        foreach (var flow in flows)
        {
            var name = flow.GetProperty("flow").GetString()!;
            var lines = flow.GetProperty("postings").EnumerateArray().Select(LineOf).ToList();
            var booked = await world.Book(new Posting(name.Split(' ')[0], name, lines) { Nature = NatureOf(name) });
            Assert.True(booked.IsOk, $"{name}: {booked.Error?.Code}");
            await world.BooksAreWhole(areRowsBehind: false);
        }
        foreach (var end in vectors.RootElement.GetProperty("final_balances").EnumerateArray())
        {
            var line = LineOf(end);
            Assert.Equal((line.Account, line.Amount), (line.Account, await world.Balance(line.Account, line.Amount.Asset)));
        }
    }

    [Fact]
    public void Every_worked_division_comes_out()
    {
        using var vectors = Read("allocation.json");
        var alabama = vectors.RootElement.GetProperty("alabama");
        var cases = vectors.RootElement.GetProperty("cases").EnumerateArray()
            .Select(c => (Total: c.GetProperty("total").GetInt64(), Weights: c.GetProperty("weights"), Expect: c.GetProperty("expect")))
            .Append((alabama.GetProperty("total").GetInt64(), alabama.GetProperty("weights"), alabama.GetProperty("expect")))
            .Append((alabama.GetProperty("total_plus_1").GetInt64(), alabama.GetProperty("weights"), alabama.GetProperty("expect_plus_1"))).ToList();
        Assert.Equal(10, cases.Count);
        foreach (var (total, weights, expect) in cases)
        {
            var named = weights.EnumerateArray().Select(w => (Id: w[0].GetString()!, Weight: w[1].GetInt64())).OrderBy(w => w.Id, StringComparer.Ordinal).ToList();
            var parts = Allocation.LargestRemainder(total, [.. named.Select(w => w.Weight)]);
            Assert.Equal(expect.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetInt64()),
                named.Zip(parts).ToDictionary(p => p.First.Id, p => p.Second));
        }
    }

    private static JsonDocument Read(string file) =>
        JsonDocument.Parse(File.ReadAllText(Source.File(Path.Combine("Marketplace.Tests", "Payments", "Vectors", file))));

    private static Line LineOf(JsonElement line) => new(line.GetProperty("account").GetString()!,
        new Money(line.GetProperty("amount").GetInt64(), Asset.Parse(line.GetProperty("asset").GetString()!.Split('/')[0])));

    // A chargeback is the provider's deed: it may take its account below zero and income down.
    private static Nature NatureOf(string name) => name.StartsWith("chargeback", StringComparison.Ordinal) ? Nature.Fact : Nature.Ordinary;
}
