using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Invoices;
using Marketplace.Core.Payments.Journal;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Royalties;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Invoices;

/// <summary>Papers that follow from money by themselves.</summary>
[Trait("Suite", "UseCases")]
public sealed class FeeInvoiceTests
{
    private static readonly InvoiceFilter Everything = new("", null, null, null);

    [Fact]
    public async Task A_payment_has_a_receipt_and_each_payee_an_invoice_over_the_own_part_of_the_fee_once()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var (kofi, ama, esi) = (await Person(world, "kofi"), await Person(world, "ama"), await Person(world, "esi"));
        var id = await deals.Funded(Ghs(100_00), kofi, 0, new Payee(ama, 2), new Payee(esi, 1));
        await deals.Release(id, Ghs(60_00));
        await deals.Release(id);
        await Told(world);
        await Told(world, again: true);

        await using var db = world.Db();
        var papers = await db.Invoices.OrderBy(i => i.Number).ToListAsync();
        var receipt = Assert.Single(papers, p => p.Kind == InvoiceKind.Receipt);
        Assert.Equal((kofi, 100_00, "kofi"), (receipt.UserId, receipt.NetMinor, receipt.PartyName));
        Assert.Equal([4_00, 2_67], papers.Where(p => p.UserId == ama).Select(p => p.NetMinor).OrderDescending());
        Assert.Equal(10_00, papers.Where(p => p.Kind == InvoiceKind.Invoice).Sum(p => p.NetMinor));
        Assert.Equal(5, papers.Count);
    }

    [Fact]
    public async Task A_chargeback_gives_credit_notes_and_winning_it_a_new_invoice()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var (kofi, ama) = (await Person(world, "kofi"), await Person(world, "ama"));
        var id = await deals.Funded(Ghs(100_00), kofi, 0, new Payee(ama, 1));
        await deals.Release(id, Ghs(50_00));
        await deals.Release(id);
        await Told(world);
        var capture = (await deals.Load(id)).Captures.Single().Id;
        var claim = (await deals.Verb((db, t) => t.Reverse(db, capture, "cb-1", Ghs(100_00), Ghs(0), false, default))).Value;
        await Told(world);
        await Told(world, again: true);
        await using (var db = world.Db())
        {
            Assert.Equal([-5_00, -5_00], await db.Invoices.Where(i => i.Kind == InvoiceKind.CreditNote).Select(i => i.NetMinor).ToListAsync());
            Assert.Equal(0, await db.Invoices.Where(i => i.Kind != InvoiceKind.Receipt).SumAsync(i => i.NetMinor));
        }
        await deals.Verb((db, t) => t.Decide(db, claim.Id, true, default));
        await Told(world);
        await using (var db = world.Db()) Assert.Equal(10_00, await db.Invoices.Where(i => i.Kind != InvoiceKind.Receipt).SumAsync(i => i.NetMinor));

        var list = await world.Get<InvoiceQueries>().All(Months.Finance("Yaw"), Everything, 0, 25, default);
        Assert.All(list.Items.Where(i => i.Paper.Kind == InvoiceKind.CreditNote), i => Assert.StartsWith("MP-I-", i.Credits, StringComparison.Ordinal));
        Assert.Equal(2, list.Items.Count(i => i.Credited.Minor == -5_00));
        var queries = world.Get<InvoiceQueries>();
        var file = (await queries.File(Months.Finance("Yaw"), Everything, list.Total, default)).Value;
        Assert.Equal(list.Items.Where(i => i.Credits.Length > 0).Select(i => i.Credits), file.SelectMany(InvoiceCsv.Rows).Select(r => r[^1].Value).Where(v => v.Length > 0));
        Assert.All(file.SelectMany(InvoiceCsv.Rows), r => Assert.Equal(InvoiceCsv.DeskColumns.Count, r.Count));
        // A file that would have to leave something out is refused.
        Assert.Equal("days.too_many_lines", (await queries.File(Months.Finance("Yaw"), Everything, list.Total - 1, default)).Error!.Code);
        Assert.Empty((await queries.File(Person(ama), Everything, 10, default)).Value);
    }

    [Fact]
    public async Task Papers_add_up_to_the_fees_after_each_small_reversal()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var (kofi, ama, esi) = (await Person(world, "kofi"), await Person(world, "ama"), await Person(world, "esi"));
        var id = await deals.Funded(Ghs(30), kofi, 0, new Payee(ama, 1), new Payee(esi, 1));
        await deals.Release(id);
        await Told(world);
        Assert.Equal((3, 3), await FeesAndPapers(world));
        var capture = (await deals.Load(id)).Captures.Single().Id;
        for (var i = 1; i <= 3; i++)
        {
            await deals.Verb((db, t) => t.Reverse(db, capture, $"cb-{i}", Ghs(10), Ghs(0), false, default));
            await Told(world);
            await Told(world, again: true);
            Assert.Equal((3 - i, 3 - i), await FeesAndPapers(world));
        }
        await using var db = world.Db();
        Assert.All((await db.Invoices.Where(i => i.Kind != InvoiceKind.Receipt).ToListAsync()).GroupBy(i => i.UserId), g => Assert.Equal(0, g.Sum(i => i.NetMinor)));
    }

    [Fact]
    public async Task Small_fees_of_several_releases_are_borne_by_all_payees()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var (kofi, ama, esi) = (await Person(world, "kofi"), await Person(world, "ama"), await Person(world, "esi"));
        var id = await deals.Funded(Ghs(30), kofi, 0, new Payee(ama, 2), new Payee(esi, 1));
        for (var i = 1; i <= 3; i++)
        {
            await deals.Release(id, Ghs(10));
            await Told(world);
            Assert.Equal((i, i), await FeesAndPapers(world));
        }
        await using var db = world.Db();
        var papers = await db.Invoices.Where(i => i.Kind == InvoiceKind.Invoice).ToListAsync();
        Assert.Equal((2, 1), (papers.Where(p => p.UserId == ama).Sum(p => p.NetMinor), papers.Where(p => p.UserId == esi).Sum(p => p.NetMinor)));
    }

    [Fact]
    public async Task What_was_charged_and_given_back_before_anybody_was_told_is_written_in_one_step()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var (kofi, ama) = (await Person(world, "kofi"), await Person(world, "ama"));
        var id = await deals.Funded(Ghs(100_00), kofi, 0, new Payee(ama, 1));
        await deals.Release(id);
        await deals.Verb(async (db, t) => await t.Reverse(db, (await deals.Load(id)).Captures.Single().Id, "cb-1", Ghs(100_00), Ghs(0), false, default));
        var tranche = await deals.Load(id);
        var last = new TrancheMoved(id, tranche.AgreementId, tranche.Subject, "reverse", Ghs(100_00), tranche.State, []);
        await world.Get<IEnumerable<IEventHandler<TrancheMoved>>>().OfType<FeeInvoices>().Single().Handle(last, default);
        await using (var db = world.Db())
            Assert.Equal([-10_00, 10_00], (await db.Invoices.Where(i => i.Kind != InvoiceKind.Receipt).ToListAsync()).Select(i => i.NetMinor).Order());
    }

    [Fact]
    public async Task Fees_of_two_years_are_given_back_though_their_invoices_have_the_same_place_in_their_year()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var (kofi, ama) = (await Person(world, "kofi"), await Person(world, "ama"));
        var id = await deals.Funded(Ghs(100_00), kofi, 0, new Payee(ama, 1));
        await deals.Release(id, Ghs(50_00));
        await Told(world);
        world.Clock.Advance(TimeSpan.FromDays(365));
        await deals.Release(id);
        await Told(world);
        await deals.Verb(async (db, t) => await t.Reverse(db, (await deals.Load(id)).Captures.Single().Id, "cb-1", Ghs(100_00), Ghs(0), false, default));
        await Told(world);
        await using var db = world.Db();
        Assert.Equal([1, 1], await db.Invoices.Where(i => i.Kind == InvoiceKind.Invoice).Select(i => i.Sequence).ToListAsync());
        Assert.Equal((0, 0), await FeesAndPapers(world));
    }

    [Fact]
    public async Task Finance_searches_all_papers_and_nobody_else_sees_them()
    {
        await using var world = await World.New();
        var deals = new Deals(world);
        var (kofi, ama) = (await Person(world, "kofi"), await Person(world, "ama"));
        await deals.Release(await deals.Funded(Ghs(100_00), kofi, 0, new Payee(ama, 1)));
        await Told(world);
        var queries = world.Get<InvoiceQueries>();
        var yaw = Months.Finance("Yaw");
        Assert.Equal(2, (await queries.All(yaw, Everything, 0, 25, default)).Total);
        Assert.Equal("ama", Assert.Single((await queries.All(yaw, Everything with { Words = "AMA" }, 0, 25, default)).Items).Paper.PartyName);
        Assert.Equal(1, (await queries.All(yaw, Everything with { Kind = InvoiceKind.Receipt }, 0, 25, default)).Total);
        var today = DateOnly.FromDateTime(world.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal(2, (await queries.All(yaw, Everything with { From = today, To = today }, 0, 25, default)).Total);
        Assert.Equal(0, (await queries.All(yaw, Everything with { From = today.AddDays(1) }, 0, 25, default)).Total);
        Assert.Single((await queries.All(yaw, Everything, 1, 1, default)).Items);
        foreach (var other in new[] { Actor.Guest, new Actor(ama, "ama"), yaw with { HasSecondFactor = false } }) Assert.Equal(0, (await queries.All(other, Everything, 0, 25, default)).Total);
    }

    private static async Task<(long Fees, long Papers)> FeesAndPapers(World world)
    {
        await using var db = world.Db();
        return (-(await world.Balance(AccountPath.Revenue(FeeRule.Commission), Asset.Ghs)).Minor,
            await db.Invoices.Where(i => i.Kind != InvoiceKind.Receipt).SumAsync(i => i.NetMinor));
    }

    private static Actor Person(UserId id) => new(id, "somebody");

    private static async Task<UserId> Person(World world, string name) => (await world.Artist(name)).UserId;

    private static Money Ghs(long minor) => new(minor, Asset.Ghs);

    private static async Task Told(World world, bool again = false)
    {
        if (again)
        {
            await using var db = world.Db();
            await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.DoneAt, (DateTime?)null).SetProperty(m => m.DueAt, world.Clock.GetUtcNow().UtcDateTime));
        }
        while (await world.Get<OutboxDispatch>().Run(100, default) > 0)
        {
        }
    }
}
