using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Invoices;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Payments.Withdrawals;
using Microsoft.EntityFrameworkCore;
using static Marketplace.Tests.Payments.Withdrawals.PayoutWorld;

namespace Marketplace.Tests.Payments.Invoices;

[Trait("Suite", "UseCases")]
public sealed class InvoiceTests
{
    private static readonly UserId Ama = UserId.New();

    private sealed record Give(string Cause, bool Fails, Guid Key) : ICommand;

    private static InvoiceDraft Draft(string cause, long net = 100_00, InvoiceKind kind = InvoiceKind.Invoice) =>
        new(kind, Ama, "=Ama", cause, [InvoiceLine.Of("Payout to {0}", "MTN", Ghs(net), 1250)]);

    private static Task<Result<InvoiceId>> Issue(World world, string cause, bool fails = false, InvoiceKind kind = InvoiceKind.Invoice) =>
        world.Get<Work>().Run<InvoiceId>(new Give(cause, fails, Guid.NewGuid()), Actor.System("test"), async db =>
        {
            var invoice = await world.Get<InvoiceWriter>().Issue(db, Draft(cause, kind: kind), default);
            return fails ? WithdrawalErrors.Amount : invoice.Id;
        }, default);

    private static Task<Result<InvoiceId>> Credit(World world, InvoiceId id, long? net, string cause) =>
        world.Get<Work>().Run<InvoiceId>(new Give(cause, false, Guid.NewGuid()), Actor.System("test"), async db =>
            (await world.Get<InvoiceWriter>().Credit(db, id, net is { } minor ? Ghs(minor) : null, cause, default)).Then(i => i.Id), default);

    [Fact]
    public async Task Thirty_at_once_are_numbered_without_a_gap_and_refused_ones_draw_no_number()
    {
        await using var world = await PayoutWorld.New();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Again(() => Issue(world, $"c{i % 24}", fails: i % 5 == 0 && i < 24))));
        Assert.Contains(answers, a => !a.IsOk);
        await using var db = world.Db();
        var numbers = await db.Invoices.OrderBy(i => i.Sequence).Select(i => i.Sequence).ToListAsync();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.Equal(numbers.Count, await db.Invoices.Select(i => i.Cause).Distinct().CountAsync());
        Assert.Equal("MP-I-2026-000001", (await db.Invoices.SingleAsync(i => i.Sequence == 1)).Number);
    }

    [Fact]
    public async Task Each_kind_and_each_year_begins_at_one()
    {
        await using var world = await PayoutWorld.New();
        await Issue(world, "a");
        await Issue(world, "b", kind: InvoiceKind.Receipt);
        world.Clock.Advance(TimeSpan.FromDays(180));
        await Issue(world, "c");
        await using var db = world.Db();
        Assert.Equal(["MP-I-2026-000001", "MP-I-2027-000001", "MP-R-2026-000001"], await db.Invoices.Select(i => i.Number).OrderBy(n => n).ToListAsync());
        Assert.Equal((100_00, 12_50), await db.Invoices.Where(i => i.Cause == "a").Select(i => new ValueTuple<long, long>(i.NetMinor, i.TaxMinor)).SingleAsync());
    }

    [Fact]
    public async Task Credits_never_exceed_the_invoice_and_the_last_one_clears_it_to_zero()
    {
        await using var world = await PayoutWorld.New();
        var id = (await Issue(world, "a")).Value;
        Assert.True((await Credit(world, id, 33_33, "x")).IsOk);
        Assert.Equal((await Credit(world, id, 33_33, "x")).Value, (await Credit(world, id, 33_33, "x")).Value);
        Assert.Equal("invoice.credit", (await Credit(world, id, 66_68, "y")).Error!.Code);
        var race = await Task.WhenAll(Credit(world, id, 50_00, "r1"), Credit(world, id, 50_00, "r2"));
        Assert.Single(race, r => r.IsOk);
        Assert.True((await Credit(world, id, null, "rest")).IsOk);
        Assert.Equal("invoice.credit", (await Credit(world, id, 1, "more")).Error!.Code);
        await using var db = world.Db();
        var all = await db.Invoices.ToListAsync();
        Assert.Equal((0, 0), (all.Sum(i => i.NetMinor), all.Sum(i => i.TaxMinor)));
    }

    [Fact]
    public async Task A_payout_that_arrived_has_one_receipt_for_its_payee_alone()
    {
        await using var world = await PayoutWorld.New();
        var ama = await world.Payee("Ama Serwaa", 100_00);
        var id = await world.Asked(ama, 60_00);
        await world.Approve(id, "yaa");
        await world.Tick();
        var slice = (await world.Look(id)).Slices[0].Id;
        await world.Get<Work>().Run<Done>(new Give("paid", false, Guid.NewGuid()), Actor.System("test"),
            db => world.Get<PayoutFacts>().Paid(db, slice, Ghs(60_00), "whole", "", default), default);
        for (var i = 0; i < 2; i++) await world.Get<OutboxDispatch>().Run(100, default);
        foreach (var handler in world.Get<IEnumerable<IEventHandler<WithdrawalMoved>>>())
            await handler.Handle(new WithdrawalMoved(id, ama.Actor.UserId, WithdrawalState.Paid, Ghs(60_00), world.Clock.GetUtcNow().UtcDateTime), default);
        var receipt = Assert.Single((await world.Get<InvoiceQueries>().Mine(ama.Actor, 0, 10, default)).Items);
        Assert.Equal((InvoiceKind.Receipt, Ghs(60_00), "Ama Serwaa"), (receipt.Kind, receipt.Total, receipt.PartyName));
        var kofi = (await world.Payee("Kofi Boadu", 0)).Actor;
        Assert.Null(await world.Get<InvoiceQueries>().One(kofi, receipt.Id, default));
        Assert.NotNull(await world.Get<InvoiceQueries>().One(await world.Finance("yaa"), receipt.Id, default));
    }

    [Fact]
    public async Task A_file_of_an_invoice_runs_nothing()
    {
        await using var world = await PayoutWorld.New();
        await Issue(world, "a");
        await using var db = world.Db();
        Assert.Contains("'=Ama", System.Text.Encoding.UTF8.GetString(InvoiceCsv.Write(await db.Invoices.SingleAsync())));
    }

    // A lost race that Work gives up after some tries is tried again by its caller, as the outbox does.
    private static async Task<Result<InvoiceId>> Again(Func<Task<Result<InvoiceId>>> step)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await step();
            }
            catch (DbUpdateException) when (attempt < 30)
            {
                await Task.Yield();
            }
        }
    }
}
