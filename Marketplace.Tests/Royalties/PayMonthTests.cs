using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Airplay;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Wallets;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Royalties;

/// <summary>From an approved month to money in wallets.</summary>
[Trait("Suite", "UseCases")]
public sealed class PayMonthTests
{
    private static readonly Actor Preparer = Months.Finance("Esi");
    private static readonly Actor Approver = Months.Finance("Yaw");
    private static readonly UserId Ama = UserId.New();
    private static readonly UserId Kofi = UserId.New();
    private static readonly UserId Owner = UserId.New();

    [Fact]
    public async Task X10_an_approved_month_goes_into_the_wallets_and_clears_after_five_days()
    {
        await using var world = await Approved(db => Months.X10(db, Ama, Kofi, Owner));
        await Told(world);

        var deals = new Deals(world);
        Assert.Equal((391, 0, 0), await deals.Wallet(Ama, Asset.Ghs));
        Assert.Equal((261, 0, 0), await deals.Wallet(Kofi, Asset.Ghs));
        Assert.Equal(-115, (await world.Balance(AccountPath.Tax("GH"), Asset.Ghs)).Minor);
        Assert.Equal(-85, (await world.Balance(AccountPath.Revenue("royalty_commission"), Asset.Ghs)).Minor);
        Assert.True((await world.Balance(AccountPath.RoyaltyAccrued("2026-07"), Asset.Ghs)).IsZero);
        await using (var db = world.Db())
        {
            Assert.Equal(PeriodState.Paid, (await db.Periods.SingleAsync()).State);
            var mine = await db.Statements.SingleAsync(s => s.Account == Ama);
            Assert.Equal((StatementState.Paid, Now(world)), (mine.State, mine.PaidAt!.Value));
            // Stations owe what they played; each has an invoice.
            Assert.Equal([StatementState.Approved, StatementState.Approved], await db.Statements.Where(s => s.Kind == StatementKind.Station).Select(s => s.State).ToListAsync());
            Assert.Equal([252, 600], (await db.Invoices.ToListAsync()).Select(i => i.NetMinor).Order());
            var line = Assert.Single((await world.Get<WalletLines>().Page(Person(Ama), Asset.Ghs, LineFilter.All, 0, 10, default)).Items);
            Assert.Equal(("royalty.credited", $"statement:{mine.Id}", 391L), (line.Kind, line.Subject, line.Clearing.Minor));
            Assert.Equal("2026-07", (await world.Get<WalletLines>().One(Person(Ama), line.Id, default))!.Title);
        }
        await world.BooksAreWhole();

        await deals.Pass(TimeSpan.FromDays(RoyaltyBooks.ClearingDays));
        Assert.Equal((0, 391, 0), await deals.Wallet(Ama, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Approving_twice_and_telling_the_news_again_pays_once()
    {
        await using var world = await Approved(db => Months.X10(db, Ama, Kofi, Owner));
        Assert.Equal("state", (await world.Get<ApproveMonth>().Run(new("2026-07", 1, Guid.NewGuid()), Approver, default)).Error!.Code);
        await Told(world);
        // The news once more, as after a crash between the last booking and the mark that it was told.
        await using (var db = world.Db()) await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.DoneAt, (DateTime?)null).SetProperty(m => m.DueAt, Now(world)));
        await Told(world);
        await Task.WhenAll(world.Get<PayMonth>().Run("2026-07", default), world.Get<PayMonth>().Run("2026-07", default));

        Assert.Equal((391, 0, 0), await new Deals(world).Wallet(Ama, Asset.Ghs));
        await using (var db = world.Db()) Assert.Equal(4, await db.LedgerTransactions.CountAsync());
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Two_tellers_at_once_pay_once()
    {
        await using var world = await Approved(db => Months.X10(db, Ama, Kofi, Owner));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Get<PayMonth>().Run("2026-07", default)));
        Assert.Equal((391, 0, 0), await new Deals(world).Wallet(Ama, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Whoever_has_no_account_is_kept_for_and_the_month_stays_open_for_them()
    {
        await using var world = await Approved(db =>
        {
            var song = Months.Song(db, Ama, "Thirds", 600, (Ama, "Ama", 3333), (null, "Unclaimed", 3333), (Kofi, "Kofi", 3334));
            var station = Months.Station(db, Owner, "B", Core.Radio.StationTier.B);
            for (var i = 0; i < 4; i++) Months.Play(db, station, song, Months.Noon.AddDays(i), 600, 600);
        });
        await Told(world);
        await using var db = world.Db();
        var unclaimed = await db.Statements.SingleAsync(s => s.Kind == StatementKind.Artist && s.Account == null);
        Assert.Equal(StatementState.Approved, unclaimed.State);
        Assert.Equal(-306, (await world.Balance(AccountPath.RoyaltyUnclaimed(unclaimed.PartyId), Asset.Ghs)).Minor);
        Assert.Equal(PeriodState.Approved, (await db.Periods.SingleAsync()).State);
        Assert.Equal((306, 0, 0), await new Deals(world).Wallet(Kofi, Asset.Ghs));
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task X11_corrections_that_take_more_than_was_earned_are_owed_and_repaid_by_later_months()
    {
        await using var world = await World.New();
        var (ama, kofi) = (Guid.NewGuid(), Guid.NewGuid());
        // September: S1 and S2 were divided wrongly; both earned something in the month itself.
        await Book(world, "2026-09", Charge("2026-09", 56, 6), Credit("2026-09", kofi, Kofi, 0, 65, 10, 55, 0), Credit("2026-09", ama, Ama, 0, -15, 0, 0, -15));
        Assert.Equal((55, 0, 0), await new Deals(world).Wallet(Kofi, Asset.Ghs));
        Assert.Equal((0, 0, 0), await new Deals(world).Wallet(Ama, Asset.Ghs));
        Assert.Equal(15, (await world.Balance(AccountPath.RoyaltyOwed(ama), Asset.Ghs)).Minor);
        // October: payee 1 earns 5.00, taxable 4.85.
        await Book(world, "2026-10", Charge("2026-10", 556, 56), Credit("2026-10", ama, Ama, -15, 500, 73, 412, 0));
        Assert.Equal((412, 0, 0), await new Deals(world).Wallet(Ama, Asset.Ghs));
        Assert.True((await world.Balance(AccountPath.RoyaltyOwed(ama), Asset.Ghs)).IsZero);
        foreach (var month in (string[])["2026-09", "2026-10"]) Assert.True((await world.Balance(AccountPath.RoyaltyAccrued(month), Asset.Ghs)).IsZero);
    }

    [Fact]
    public async Task A_station_pays_once_and_only_finance_says_so()
    {
        await using var world = await Approved(db => Months.X10(db, Ama, Kofi, Owner));
        await using var db = world.Db();
        var bill = await db.Statements.SingleAsync(s => s.Kind == StatementKind.Station && s.Credit == 600);
        var settle = world.Get<SettleStationBill>();
        Assert.Equal("statement.charged", (await settle.Run(new(bill.Id, "BNK-1", Guid.NewGuid()), Approver, default)).Error!.Code);
        await Told(world);
        Assert.Equal("finance.only", (await settle.Run(new(bill.Id, "BNK-1", Guid.NewGuid()), Person(Owner), default)).Error!.Code);
        Assert.Equal("statement.reference", (await settle.Run(new(bill.Id, " ", Guid.NewGuid()), Approver, default)).Error!.Code);
        var artist = await db.Statements.SingleAsync(s => s.Account == Ama);
        Assert.Equal("statement.unknown", (await settle.Run(new(artist.Id, "BNK-1", Guid.NewGuid()), Approver, default)).Error!.Code);
        Assert.True((await settle.Run(new(bill.Id, "BNK-1", Guid.NewGuid()), Approver, default)).IsOk);
        Assert.Equal("state", (await settle.Run(new(bill.Id, "BNK-1", Guid.NewGuid()), Approver, default)).Error!.Code);
        Assert.Equal(600, (await world.Balance(AccountPath.Provider("bank"), Asset.Ghs)).Minor);
        Assert.True((await world.Balance(AccountPath.StationOwes(bill.PartyId), Asset.Ghs)).IsZero);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task A_bill_that_is_not_charged_yet_is_not_settled_by_the_debt_of_another_month()
    {
        await using var world = await Approved(db =>
        {
            var song = Months.Song(db, Ama, "Two months", 200, (Ama, "Ama", 10_000));
            var station = Months.Station(db, Owner, "Accra Beat FM", Core.Radio.StationTier.A);
            for (var i = 0; i < 4; i++) Months.Play(db, station, song, Months.Noon.AddMonths(-1).AddDays(i), 200, 200);
            for (var i = 0; i < 2; i++) Months.Play(db, station, song, Months.Noon.AddDays(i), 200, 200);
        }, "2026-06");
        await Told(world);
        await Approve(world, "2026-07");

        await using var db = world.Db();
        var july = await db.Statements.AsNoTracking().SingleAsync(s => s.Kind == StatementKind.Station && s.Period == "2026-07");
        var settle = world.Get<SettleStationBill>();
        Assert.Equal("statement.charged", (await settle.Run(new(july.Id, "BNK-2", Guid.NewGuid()), Approver, default)).Error!.Code);
        await Told(world);
        Assert.True((await settle.Run(new(july.Id, "BNK-2", Guid.NewGuid()), Approver, default)).IsOk);
        Assert.Equal(StatementState.Paid, (await db.Statements.AsNoTracking().SingleAsync(s => s.Id == july.Id)).State);
        await world.BooksAreWhole();
    }

    [Fact]
    public async Task Finance_sees_what_all_stations_owe_however_many_there_are()
    {
        await using var world = await Approved(db =>
        {
            var song = Months.Song(db, Ama, "Everywhere", 200, (Ama, "Ama", 10_000));
            for (var i = 0; i < 3; i++) Months.Play(db, Months.Station(db, Owner, $"Radio {i}", Core.Radio.StationTier.A), song, Months.Noon.AddDays(i), 200, 200);
        });
        await Told(world);
        var queries = world.Get<StatementQueries>();
        var all = await queries.Unpaid(Approver, "2026-07", 1, 0, 2, default);
        Assert.Equal((3, all.Items[0].Credit.Minor * 3), (all.Total, all.Sum.Minor));
        Assert.Equal(["Radio 0", "Radio 1"], all.Items.Select(s => s.PartyName));
        Assert.Equal("Radio 2", Assert.Single((await queries.Unpaid(Approver, "2026-07", 1, 2, 2, default)).Items).PartyName);
        // One that paid leaves its place to the next.
        Assert.True((await world.Get<SettleStationBill>().Run(new(all.Items[0].Id, "BNK-3", Guid.NewGuid()), Approver, default)).IsOk);
        var left = await queries.Unpaid(Approver, "2026-07", 1, 0, 2, default);
        Assert.Equal(["Radio 1", "Radio 2"], left.Items.Select(s => s.PartyName));
        Assert.Equal((2, all.Items[0].Credit.Minor * 2), (left.Total, left.Sum.Minor));
        Assert.Equal((0, 0L), ((await queries.Unpaid(Person(Owner), "2026-07", 1, 0, 2, default)).Total, (await queries.Unpaid(Person(Owner), "2026-07", 1, 0, 2, default)).Sum.Minor));
    }

    private static StationBill Charge(string month, long gross, long commission) =>
        new(Guid.NewGuid(), Guid.NewGuid(), Owner, "Accra Beat FM", month, new(gross, Asset.Ghs), new(commission, Asset.Ghs));

    private static RoyaltyCredit Credit(string month, Guid payee, UserId account, long opening, long earned, long tax, long credit, long carry) => new(
        Guid.NewGuid(), payee, account, month, new(opening, Asset.Ghs), new(earned, Asset.Ghs), new(tax, Asset.Ghs), new(credit, Asset.Ghs), new(carry, Asset.Ghs));

    // Downward corrections first, as PayMonth orders them.
    private static async Task Book(World world, string month, StationBill bill, params RoyaltyCredit[] credits)
    {
        var booked = await new Deals(world).Do<Done>(async db =>
        {
            var books = world.Get<RoyaltyBooks>();
            if ((await books.Charge(db, bill, default)).Error is { } error) return error;
            foreach (var credit in credits.OrderBy(c => c.Earned.Minor))
                if ((await books.Credit(db, credit, default)).Error is { } wrong) return wrong;
            return new Done();
        });
        Assert.True(booked.IsOk, $"{month}: {booked.Error?.Code}");
    }

    private static async Task<World> Approved(Action<MarketplaceDb> fill, string month = "2026-07")
    {
        var world = await World.New();
        await using (var db = world.Db())
        {
            fill(db);
            await db.SaveChangesAsync();
        }
        world.Clock.Advance(TimeSpan.FromDays(20));
        await Approve(world, month);
        return world;
    }

    private static async Task Approve(World world, string month)
    {
        Assert.True((await world.Get<CalculateMonth>().Run(new(month, default, "", Guid.NewGuid()), Preparer, (_, _) => Task.CompletedTask, default)).IsOk);
        Assert.True((await world.Get<ApproveMonth>().Run(new(month, 1, Guid.NewGuid()), Approver, default)).IsOk);
    }

    private static async Task Told(World world)
    {
        while (await world.Get<OutboxDispatch>().Run(100, default) > 0)
        {
        }
    }

    private static DateTime Now(World world) => world.Clock.GetUtcNow().UtcDateTime;

    private static Actor Person(UserId id) => new(id, "somebody") { Capabilities = new HashSet<Capability> { Capability.Artist } };
}
