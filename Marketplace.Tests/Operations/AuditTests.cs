using Marketplace.Core.Kernel;
using Marketplace.Core.Operations;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Operations;

[Trait("Suite", "UseCases")]
public sealed class AuditTests
{
    [Fact]
    public async Task Committed_steps_are_sealed_into_one_chain_and_the_check_finds_it_whole()
    {
        await using var world = await World.New();
        await Say(world, 5);
        Assert.Equal(5, await world.Get<SealAudit>().Run(default));
        await Say(world, 3);
        Assert.Equal(3, await world.Get<SealAudit>().Run(default));

        var report = (await world.Get<VerifyAudit>().Run(Actor.System("test"), default)).Value;
        Assert.Equal((8, 0), (report.Rows, report.Unsealed));
        Assert.Empty(report.Breaks);
        Assert.Equal("forbidden", (await world.Get<VerifyAudit>().Run(Actor.Guest, default)).Error?.Code);
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_remove_a_row_sealed_or_not()
    {
        await using var world = await World.New();
        await Say(world, 2);
        await Refused(world, db => db.AuditEntries.ExecuteUpdateAsync(set => set.SetProperty(a => a.ActorName, "somebody else")));
        await Refused(world, db => db.AuditEntries.ExecuteDeleteAsync());
        await world.Get<SealAudit>().Run(default);
        await Refused(world, db => db.AuditEntries.ExecuteUpdateAsync(set => set.SetProperty(a => a.Hash, AuditChain.Genesis)));
        await Refused(world, db => db.AuditEntries.ExecuteUpdateAsync(set => set.SetProperty(a => a.Detail, "{}")));
        await Refused(world, db => db.AuditEntries.ExecuteDeleteAsync());
    }

    [Fact]
    public void Every_one_of_3000_random_edits_is_found()
    {
        var random = new Random(20260715);
        var chain = Chain(60);
        var head = chain[^1].Hash!;
        Assert.Empty(AuditChain.Verify(chain, head));
        for (var i = 0; i < 3000; i++)
        {
            var edited = Edit(chain, random);
            Assert.True(AuditChain.Verify(edited, head).Count > 0, $"Edit {i} was not found.");
        }
    }

    [Fact]
    public void The_order_in_which_rows_are_read_does_not_matter()
    {
        var chain = Chain(20);
        Assert.Empty(AuditChain.Verify(chain.AsEnumerable().Reverse(), chain[^1].Hash));
    }

    private static AuditEntry[] Edit(AuditEntry[] chain, Random random)
    {
        var at = random.Next(chain.Length);
        var row = chain[at];
        switch (random.Next(7))
        {
            case 0: return Replace(chain, at, Copy(row, detail: row.Detail + random.Next(10)));
            case 1: return Replace(chain, at, Copy(row, name: "x" + row.ActorName));
            case 2: return Replace(chain, at, Copy(row, action: "Nothing"));
            case 3: return Replace(chain, at, Copy(row, at: row.At.AddMicroseconds(random.Next(1, 1000))));
            case 4: return [.. chain.Where((_, i) => i != at)]; // Removed.
            case 5: // Put in, with seals computed as the attacker can.
                var put = Copy(row, detail: "put in");
                put.PreviousHash = row.PreviousHash;
                put.Hash = AuditChain.HashOf(put.PreviousHash!, put);
                return [.. chain, put];
            default: // Changed, and everything behind it sealed anew.
                var rewritten = chain.Select(r => Copy(r)).ToArray();
                rewritten[at] = Copy(row, detail: "rewritten " + at);
                SealFrom(rewritten, at);
                return rewritten;
        }
    }

    private static AuditEntry[] Chain(int length)
    {
        var chain = Enumerable.Range(0, length).Select(i => new AuditEntry
        {
            At = new DateTime(2026, 7, 1, 0, 0, i, DateTimeKind.Utc), Actor = UserId.New(), ActorName = $"person {i}",
            Action = "Act", Detail = $$"""{"number":{{i}}}""", CorrelationId = "c" + i,
        }).ToArray();
        SealFrom(chain, 0);
        return chain;
    }

    private static void SealFrom(AuditEntry[] chain, int start)
    {
        for (var i = start; i < chain.Length; i++)
        {
            chain[i].PreviousHash = i == 0 ? AuditChain.Genesis : chain[i - 1].Hash;
            chain[i].Hash = AuditChain.HashOf(chain[i].PreviousHash!, chain[i]);
        }
    }

    private static AuditEntry[] Replace(AuditEntry[] chain, int at, AuditEntry row) => [.. chain.Select((r, i) => i == at ? row : r)];

    private static AuditEntry Copy(AuditEntry row, string? detail = null, string? name = null, string? action = null, DateTime? at = null) => new()
    {
        At = at ?? row.At, Actor = row.Actor, ActorName = name ?? row.ActorName, Action = action ?? row.Action,
        Detail = detail ?? row.Detail, CorrelationId = row.CorrelationId, PreviousHash = row.PreviousHash, Hash = row.Hash,
    };

    private static async Task Refused(World world, Func<MarketplaceDb, Task> change)
    {
        await using var db = world.Db();
        var failure = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => change(db));
        Assert.Contains("append-only", failure.Message);
    }

    private static async Task Say(World world, int times)
    {
        for (var i = 0; i < times; i++)
            Assert.True((await world.Get<SayStatus>().Run(new($"notice {i}", Guid.NewGuid()), Actor.System("test"), default)).IsOk);
    }
}
