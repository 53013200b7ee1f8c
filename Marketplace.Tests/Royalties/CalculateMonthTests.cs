using System.Text;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Royalties.Rules;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Royalties;

[Trait("Suite", "UseCases")]
public sealed class CalculateMonthTests
{
    private static readonly Actor Preparer = Months.Finance("Esi");
    private static readonly UserId Ama = UserId.New();
    private static readonly UserId Kofi = UserId.New();
    private static readonly UserId Owner = UserId.New();

    [Fact]
    public async Task X10_a_month_with_disputed_plays_comes_out_to_the_pesewa()
    {
        await using var world = await July(db => Months.X10(db, Ama, Kofi, Owner));
        Assert.Equal(1, (await Calculate(world)).Value.Revision);

        await using var db = world.Db();
        var statements = await db.Statements.Where(s => s.Kind == StatementKind.Artist).ToListAsync();
        var one = statements.Single(s => s.Account == Ama);
        var two = statements.Single(s => s.Account == Kofi);
        Assert.Equal((460, 69, 391, 225), (one.Earnings, one.Tax, one.Credit, one.Held));
        Assert.Equal((307, 46, 261, 225), (two.Earnings, two.Tax, two.Credit, two.Held));
        var period = await db.Periods.SingleAsync();
        Assert.Equal((852, 85, 767, 225), (period.Gross, period.Commission, period.Net, period.Held));
        Assert.Equal(852, period.Credit + period.Tax + period.Commission);
        Assert.Equal((7, 2), (period.PaidPlays, period.HeldPlays));
        var stations = await db.Statements.Where(s => s.Kind == StatementKind.Station).OrderBy(s => s.Earnings).ToListAsync();
        Assert.Equal([252, 600], stations.Select(s => s.Earnings));
    }

    [Fact]
    public async Task X7_rates_by_day_part_version_and_usage_make_the_lines_of_the_book()
    {
        RecordingId song = default, longSong = default;
        StationId a = default;
        await using var world = await July(db =>
        {
            // The second version takes over at midnight of the first of July.
            var turn = Utc(2026, 7, 1, 0, 0, 0);
            db.RoyaltyRules.Add(RoyaltyRule.Of(StandardRule.FirstVersion with { Id = "x7", Version = 1, From = Utc(2020, 1, 1, 0, 0, 0), To = turn, Scope = RuleScope.ForTier(StationTier.A) }));
            db.RoyaltyRules.Add(RoyaltyRule.Of(StandardRule.FirstVersion with { Id = "x7", Version = 2, From = turn, Amount = 0.006m, Scope = RuleScope.ForTier(StationTier.A) }));
            a = Months.Station(db, Owner, "A", StationTier.A);
            song = Months.Song(db, Ama, "Song", 205, (Ama, "Ama", 10000));
            longSong = Months.Song(db, Ama, "Long", 720, (Ama, "Ama", 10000));
            Months.Play(db, a, song, Utc(2026, 6, 30, 23, 58, 30), 210, 205);
            Months.Play(db, a, song, Utc(2026, 7, 1, 0, 0, 0), 205, 205);
            Months.Play(db, a, song, Utc(2026, 7, 1, 9, 59, 59), 180, 205);
            Months.Play(db, a, song, Utc(2026, 7, 1, 10, 0, 0), 180, 205);
            Months.Play(db, a, song, Utc(2026, 7, 1, 12, 0, 0), 29, 205);
            Months.Play(db, a, song, Utc(2026, 7, 1, 12, 30, 0), 30, 205, usage: UsageClass.Background);
            Months.Play(db, a, longSong, Utc(2026, 7, 1, 17, 0, 0), 700, 720);
        });
        Assert.True((await Calculate(world, "2026-06")).IsOk);
        Assert.True((await Calculate(world)).IsOk);

        await using var db = world.Db();
        var lines = await db.RoyaltyLines.Include(l => l.Plays).ToListAsync();
        var june = lines.Single(l => l.Period == "2026-06");
        Assert.Equal(138, june.Gross);
        Assert.Equal((1.383750m, "x7@1"), (june.Plays[0].Amount, june.Plays[0].Rule));
        var july = lines.Where(l => l.Period == "2026-07").SelectMany(l => l.Plays).OrderBy(p => p.StartUtc).ToList();
        Assert.Equal([1.107000m, 2.430000m, 1.620000m, 0.081000m, 6.750000m], july.Select(p => p.Amount));
        Assert.Equal([205, 180, 180, 30, 600], july.Select(p => p.ChargeableSeconds));
        Assert.Equal(11.988000m, july.Sum(p => p.Amount));
        Assert.Equal(1199, Money.RoundHalfAway(july.Sum(p => p.Amount), Asset.Ghs).Minor);
    }

    [Fact]
    public async Task X9_a_line_is_split_by_largest_remainder()
    {
        await using var world = await July(db =>
        {
            var station = Months.Station(db, Owner, "B", StationTier.B);
            var song = Months.Song(db, Ama, "Thirds", 600, (Ama, "Ama", 3333), (null, "Unclaimed", 3333), (Kofi, "Kofi", 3334));
            // 600 s × 0.005 = 3.00 each; four of them less commission are 10.80.
            for (var i = 0; i < 4; i++) Months.Play(db, station, song, Months.Noon.AddDays(i), 600, 600);
        });
        Assert.True((await Calculate(world)).IsOk);
        await using var db = world.Db();
        var line = await db.RoyaltyLines.Include(l => l.Allocations).SingleAsync();
        Assert.Equal((1200, 120, 1080), (line.Gross, line.Commission, line.Net));
        Assert.Equal([360, 360, 360], line.Allocations.OrderBy(part => part.Number).Select(part => part.Amount));
        // whoever has no account gets a statement under the share itself, and nobody can read it but finance.
        Assert.Equal(1, await db.Statements.CountAsync(s => s.Kind == StatementKind.Artist && s.Account == null && s.PartyName == "Unclaimed"));
    }

    [Fact]
    public async Task A_recording_without_a_split_is_held_and_shown_to_its_artist()
    {
        await using var world = await July(db =>
            Months.Play(db, Months.Station(db, Owner, "B", StationTier.B), Months.Song(db, Ama, "Alone", 200), Months.Noon, 200, 200));
        Assert.True((await Calculate(world)).IsOk);
        await using var db = world.Db();
        var line = await db.RoyaltyLines.SingleAsync();
        Assert.Equal((HeldReason.SplitPending, 100L, 0L), (line.HeldReason, line.Gross, line.Net));
        var statement = await db.Statements.SingleAsync(s => s.Account == Ama);
        Assert.Equal((0, 100), (statement.Credit, statement.Held));
    }

    [Fact]
    public async Task The_same_input_keeps_revision_hash_and_every_byte_of_the_file()
    {
        await using var world = await July(db => Months.X10(db, Ama, Kofi, Owner));
        await Calculate(world);
        var before = await Csv(world, Ama);
        var again = (await Calculate(world)).Value;
        Assert.Equal((1, false), (again.Revision, again.IsNewRevision));
        Assert.Equal(before, await Csv(world, Ama));
    }

    [Fact]
    public async Task Other_plays_make_a_new_revision_and_keep_the_old_one()
    {
        (StationId S1, StationId S2, RecordingId Song) x10 = default;
        await using var world = await July(db => x10 = Months.X10(db, Ama, Kofi, Owner));
        await Calculate(world);
        await using (var db = world.Db())
        {
            Months.Play(db, x10.S1, x10.Song, Months.Noon.AddDays(9), 200, 200);
            await db.SaveChangesAsync();
        }
        Assert.Equal(2, (await Calculate(world)).Value.Revision);
        await using var after = world.Db();
        Assert.All(await after.Statements.Where(s => s.Revision == 1).ToListAsync(), s => Assert.Equal(StatementState.Superseded, s.State));
        Assert.All(await after.Statements.Where(s => s.Revision == 2).ToListAsync(), s => Assert.Equal(StatementState.Draft, s.State));
    }

    [Fact]
    public async Task Approval_takes_another_person_publishes_and_closes_the_month()
    {
        await using var world = await July(db => Months.X10(db, Ama, Kofi, Owner));
        await Calculate(world);
        var approve = world.Get<ApproveMonth>();
        Assert.Equal("month.own", (await approve.Run(new("2026-07", 1, Guid.NewGuid()), Preparer, default)).Error!.Code);
        Assert.Equal("month.revision", (await approve.Run(new("2026-07", 2, Guid.NewGuid()), Months.Finance("Yaw"), default)).Error!.Code);
        var withoutCode = Months.Finance("Yaw") with { HasSecondFactor = false };
        Assert.Equal("finance.only", (await approve.Run(new("2026-07", 1, Guid.NewGuid()), withoutCode, default)).Error!.Code);
        Assert.True((await approve.Run(new("2026-07", 1, Guid.NewGuid()), Months.Finance("Yaw"), default)).IsOk);

        Assert.Equal("state", (await Calculate(world)).Error!.Code);
        Assert.Equal("state", (await approve.Run(new("2026-07", 1, Guid.NewGuid()), Months.Finance("Yaw"), default)).Error!.Code);
        await using var db = world.Db();
        Assert.All(await db.Statements.ToListAsync(), s => Assert.Equal(StatementState.Approved, s.State));
    }

    [Fact]
    public async Task Everybody_sees_their_own_published_statement_and_nobody_else_does()
    {
        await using var world = await July(db => Months.X10(db, Ama, Kofi, Owner));
        await Calculate(world);
        var queries = world.Get<StatementQueries>();
        await using var db = world.Db();
        var mine = await db.Statements.SingleAsync(s => s.Account == Ama);
        var artist = new Actor(Ama, "Ama") { Capabilities = new HashSet<Capability> { Capability.Artist } };
        Assert.Null(await queries.One(artist, mine.Id, default)); // A draft is finance's alone.
        Assert.NotNull(await queries.One(Preparer, mine.Id, default));

        await world.Get<ApproveMonth>().Run(new("2026-07", 1, Guid.NewGuid()), Months.Finance("Yaw"), default);
        Assert.NotNull(await queries.One(artist, mine.Id, default));
        Actor[] strangers =
        [
            Actor.Guest, Actor.System("x"), new(UserId.New(), "stranger"), new(Kofi, "other artist"), new(Owner, "station"),
            new(UserId.New(), "support") { StaffRoles = new HashSet<StaffRole> { StaffRole.Support }, HasSecondFactor = true },
            new(UserId.New(), "superadmin") { StaffRoles = new HashSet<StaffRole> { StaffRole.Superadmin }, HasSecondFactor = true },
            Months.Finance("without code") with { HasSecondFactor = false },
        ];
        foreach (var stranger in strangers)
        {
            Assert.Null(await queries.One(stranger, mine.Id, default));
            Assert.Empty((await queries.OfMonth(stranger, "2026-07", 1, StatementKind.Artist, "", 0, 10, default)).Items);
            Assert.Empty(await queries.AllOfMonth(stranger, "2026-07", default));
        }
        Assert.Single((await queries.Mine(artist, StatementKind.Artist, 0, 10, default)).Items);
        Assert.Equal(2, (await queries.Mine(new Actor(Owner, "station"), StatementKind.Station, 0, 10, default)).Total);
        Assert.Equal(2, (await queries.OfMonth(Preparer, "2026-07", 1, StatementKind.Artist, "", 0, 10, default)).Total);
    }

    [Fact]
    public async Task A_running_month_a_bad_month_and_a_stranger_are_refused()
    {
        await using var world = await July(_ => { });
        var request = world.Get<RequestCalculation>();
        Assert.Equal("month.running", (await request.Run(new("2026-08", Guid.NewGuid()), Preparer, default)).Error!.Code);
        Assert.Equal("month.format", (await request.Run(new("2026-13", Guid.NewGuid()), Preparer, default)).Error!.Code);
        Assert.Equal("finance.only", (await request.Run(new("2026-07", Guid.NewGuid()), new Actor(Ama, "Ama"), default)).Error!.Code);
    }

    [Fact]
    public async Task A_play_that_is_still_being_put_together_stops_the_month()
    {
        await using var world = await July(db => Months.Play(db, Months.Station(db, Owner, "B", StationTier.B),
            Months.Song(db, Ama, "Song", 200), Months.Noon, 200, 200, PlayState.Detected));
        Assert.Equal("month.unsettled", (await Calculate(world)).Error!.Code);
    }

    [Fact]
    public async Task What_a_dead_worker_left_is_done_again_and_a_second_request_joins_the_first()
    {
        await using var world = await July(db => Months.X10(db, Ama, Kofi, Owner));
        var request = world.Get<RequestCalculation>();
        var first = (await request.Run(new("2026-07", Guid.NewGuid()), Preparer, default)).Value;
        Assert.Equal(first, (await request.Run(new("2026-07", Guid.NewGuid()), Actor.System("chore"), default)).Value);
        await using (var db = world.Db())
        {
            var run = await db.CalculationRuns.SingleAsync();
            run.MoveTo(CalculationStep.Pricing, 50, world.Clock.GetUtcNow().UtcDateTime); // And the server is gone.
            await db.SaveChangesAsync();
        }
        Assert.False(await world.Get<CalculationQueue>().DoNext(default));
        world.Clock.Advance(CalculationRun.Lease);
        Assert.True(await world.Get<CalculationQueue>().DoNext(default));
        await using var after = world.Db();
        Assert.Equal(CalculationStep.Done, (await after.CalculationRuns.SingleAsync()).Step);
        Assert.Equal(Preparer.UserId, (await after.Periods.SingleAsync()).PreparedBy);
        Assert.Equal(1, (await after.Periods.SingleAsync()).Revision);
    }

    [Fact]
    public async Task The_stored_hash_is_that_of_the_stored_rows_and_the_file_sums_to_the_statement()
    {
        await using var world = await July(db => Months.X10(db, Ama, Kofi, Owner, "=HYPERLINK(\"http://x\")", "+Accra, \"Beat\" FM"));
        await Calculate(world);
        await using var db = world.Db();
        foreach (var id in await db.Statements.Select(s => s.Id).ToListAsync())
        {
            var view = (await world.Get<StatementQueries>().One(Preparer, id, default))!;
            Assert.Equal(view.Statement.Hash, StatementRows.Hash(view.Detail));
            var text = Encoding.UTF8.GetString(StatementCsv.Write(view.Detail, ""));
            var rows = CsvText.Read(text);
            var isStation = view.Statement.Kind == StatementKind.Station;
            Assert.Equal(isStation ? 53 : 50, rows[0].Count);
            Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
            var amount = rows[0].IndexOf("amount_ghs");
            Assert.Equal(view.Statement.Credit + view.Statement.Carry,
                rows.Skip(1).Where(r => r[amount].Length > 0).Sum(r => decimal.Parse(r[amount], System.Globalization.CultureInfo.InvariantCulture)) * 100);
            Assert.All(rows.Skip(1).SelectMany(row => row), cell => Assert.DoesNotMatch("^[=+@\t\r]", cell));
            Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private static async Task<byte[]> Csv(World world, UserId account)
    {
        await using var db = world.Db();
        var id = (await db.Statements.SingleAsync(s => s.Account == account && s.Kind == StatementKind.Artist)).Id;
        var view = (await world.Get<StatementQueries>().One(Preparer, id, default))!;
        return StatementCsv.Write(view.Detail, "");
    }

    private static Task<Result<Core.Royalties.MonthCalculated>> Calculate(World world, string month = "2026-07") =>
        world.Get<CalculateMonth>().Run(new(month, default, "", Guid.Empty), Preparer, (_, _) => Task.CompletedTask, default);

    private static async Task<World> July(Action<Core.Storage.MarketplaceDb> plays)
    {
        var world = await World.New();
        world.Clock.Advance(TimeSpan.FromDays(20)); // The world begins in the middle of July.
        await using var db = world.Db();
        foreach (var (id, name) in new[] { (Ama, "Ama Mensah"), (Kofi, "Kofi Boateng"), (Owner, "Owner") })
            db.Users.Add(new User { Id = id.Value, DisplayName = name, UserName = id.ToString(), Slug = id.Value.ToString("N"), Email = $"{id}@x.gh", CreatedAt = Utc(2026, 1, 1, 0, 0, 0) });
        plays(db);
        await db.SaveChangesAsync();
        return world;
    }

    private static DateTime Utc(int year, int month, int day, int hour, int minute, int second) =>
        new(year, month, day, hour, minute, second, DateTimeKind.Utc);
}
