using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Royalties;

[Trait("Suite", "UseCases")]
public sealed class EarningsSoFarTests
{
    [Fact]
    public async Task The_running_month_says_what_the_statement_would_say()
    {
        await using var world = await World.New();
        var (ama, kofi, stranger) = (await world.Artist("ama"), await world.Artist("kofi"), await world.Artist("esi"));
        await using (var db = world.Db())
        {
            Months.X10(db, ama.UserId, kofi.UserId, UserId.New());
            await db.SaveChangesAsync();
        }
        // X10 lies in July, and the clock stands on the 15th: what comes later is not there yet.
        var earnings = world.Get<EarningsSoFar>();
        var mid = (await earnings.Of(ama, default))!;
        world.Clock.Advance(TimeSpan.FromDays(10));
        var (mine, his) = ((await earnings.Of(ama, default))!, (await earnings.Of(kofi, default))!);
        Assert.True(mid.Earned.Minor <= mine.Earned.Minor);
        Assert.True(mine.IsKnown && mine.Earned.IsPositive && mine.Held.IsPositive);
        Assert.Equal(mine.Held, his.Held);
        Assert.Equal((0L, 0L), ((await earnings.Of(stranger, default))!.Earned.Minor, (await earnings.Of(stranger, default))!.Held.Minor));
        Assert.Null(await earnings.Of(Actor.Guest, default));

        world.Clock.Advance(TimeSpan.FromDays(10));
        var done = await world.Get<CalculateMonth>().Run(new("2026-07", default, "", Guid.NewGuid()), Actor.System("test"), (_, _) => Task.CompletedTask, default);
        Assert.True(done.IsOk, done.Error?.Message);
        await using var read = world.Db();
        var statement = read.Statements.Single(s => s.Account == ama.UserId);
        Assert.Equal((statement.Earnings, statement.Held), (mine.Earned.Minor, mine.Held.Minor));
    }

    [Fact]
    public async Task Finance_sees_months_back_to_the_first_play_and_no_empty_ones_before()
    {
        await using var world = await World.New();
        var finance = Months.Finance("yaa");
        Assert.Equal(["2026-07"], (await world.Get<PeriodQueries>().Board(finance, default)).Select(m => m.Id));
        var ama = await world.Artist("ama");
        await using (var db = world.Db())
        {
            var station = Months.Station(db, UserId.New(), "Coast FM", StationTier.B);
            Months.Play(db, station, Months.Song(db, ama.UserId, "Harbour lights", 200), Months.Noon.AddMonths(-2), 180, 200);
            await db.SaveChangesAsync();
        }
        Assert.Equal(["2026-07", "2026-06", "2026-05"], (await world.Get<PeriodQueries>().Board(finance, default)).Select(m => m.Id));
    }
}
