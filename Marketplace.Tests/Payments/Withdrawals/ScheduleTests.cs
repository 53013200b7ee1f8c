using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using static Marketplace.Tests.Payments.Withdrawals.PayoutWorld;

namespace Marketplace.Tests.Payments.Withdrawals;

/// <summary>Withdrawals that nobody asks for by hand.</summary>
[Trait("Suite", "UseCases")]
public sealed class ScheduleTests
{
    [Fact]
    public async Task Everything_available_is_asked_for_on_the_first_of_the_month_once()
    {
        await using var world = await PayoutWorld.New();
        var ama = await world.Payee("Ama Serwaa", 80_00);
        Assert.True((await Set(world, ama, ScheduleKind.Monthly, 60_00)).IsOk);
        world.Clock.Advance(Until(world, 2026, 8, 1, 6));
        await world.Tick();
        Assert.Empty(await All(world));
        world.Clock.Advance(TimeSpan.FromHours(2));
        await world.Tick();
        Assert.Equal([80_00], (await All(world)).Select(w => w.AmountMinor));
        // The morning once more, as after a crash before the timer was marked.
        await using (var db = world.Db())
        {
            var timer = await db.Timers.SingleAsync(t => t.Kind == ScheduleTimer.Name && t.FiredAt != null);
            await world.Get<IEnumerable<ITimerHandler>>().Single(h => h.Kind == ScheduleTimer.Name).Fire(timer, default);
        }
        Assert.Single(await All(world));
        await using (var db = world.Db())
            Assert.Equal(new DateTime(2026, 9, 1, 7, 0, 0, DateTimeKind.Utc), (await db.Timers.SingleAsync(t => t.Kind == ScheduleTimer.Name && t.FiredAt == null)).DueAt);
        var schedule = Assert.Single(await world.Get<ScheduleQueries>().Mine(ama.Actor, default));
        Assert.Equal(((await All(world))[0].Id, "", new DateTime(2026, 9, 1, 7, 0, 0, DateTimeKind.Utc)), (schedule.LastWithdrawal!.Value, schedule.Problem, schedule.NextAt));
        await world.Whole();
    }

    [Fact]
    public async Task Too_little_waits_and_what_stands_in_the_way_is_written_down()
    {
        await using var world = await PayoutWorld.New();
        var ama = await world.Payee("Ama Serwaa", 55_00);
        await Set(world, ama, ScheduleKind.Above, 60_00);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Tick();
        Assert.Empty(await All(world));
        Assert.Equal("", (await world.Get<ScheduleQueries>().Mine(ama.Actor, default))[0].Problem);
        await world.Earn(ama.Actor, 10_00);
        await world.Get<RemovePayoutMethod>().Run(new(ama.Method, Guid.NewGuid()), ama.Actor, default);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Tick();
        Assert.Equal("method.unknown", (await world.Get<ScheduleQueries>().Mine(ama.Actor, default))[0].Problem);
        Assert.Empty(await All(world));
    }

    [Fact]
    public async Task Whoever_came_to_the_house_meanwhile_is_not_paid_out()
    {
        await using var world = await PayoutWorld.New();
        var ama = await world.Payee("Ama Serwaa", 80_00);
        await Set(world, ama, ScheduleKind.Above, 60_00);
        Assert.True((await world.Get<GrantStaffRole>().Run(new(ama.Actor.UserId, StaffRole.Support), Actor.System("test"), default)).IsOk);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Tick();
        Assert.Empty(await All(world));
        Assert.Equal("money.staff", Assert.Single(await world.Get<ScheduleQueries>().Mine(ama.Actor, default)).Problem);
    }

    [Fact]
    public async Task It_is_set_within_the_rules_by_its_owner_alone_and_stopped()
    {
        await using var world = await PayoutWorld.New();
        var (ama, kofi) = (await world.Payee("Ama Serwaa", 90_00), await world.Payee("Kofi Boadu", 0));
        Assert.Equal("withdrawal.minimum", (await Set(world, ama, ScheduleKind.Weekly, 1_00)).Error!.Code);
        Assert.Equal("method.unknown", (await Set(world, (kofi.Actor, ama.Method), ScheduleKind.Weekly, 60_00)).Error!.Code);
        Assert.Equal("wallet.sign_in", (await Set(world, (Actor.Guest, ama.Method), ScheduleKind.Weekly, 60_00)).Error!.Code);
        var id = (await Set(world, ama, ScheduleKind.Weekly, 60_00)).Value;
        Assert.Equal(id, (await Set(world, ama, ScheduleKind.Weekly, 70_00)).Value);
        Assert.Equal("schedule.unknown", (await world.Get<StopPayoutSchedule>().Run(new(id, Guid.NewGuid()), kofi.Actor, default)).Error!.Code);
        Assert.True((await world.Get<StopPayoutSchedule>().Run(new(id, Guid.NewGuid()), ama.Actor, default)).IsOk);
        world.Clock.Advance(TimeSpan.FromDays(8));
        await world.Tick();
        Assert.Empty(await All(world));
        Assert.Empty(await world.Get<ScheduleQueries>().Mine(ama.Actor, default));
    }

    [Theory]
    [InlineData(ScheduleKind.Weekly, "2026-11-21T20:00", "2026-11-23T07:00")]
    [InlineData(ScheduleKind.Weekly, "2026-11-23T06:00", "2026-11-30T07:00")]
    [InlineData(ScheduleKind.Monthly, "2026-12-31T23:00", "2027-01-01T07:00")]
    [InlineData(ScheduleKind.Above, "2026-02-28T10:00", "2026-03-01T07:00")]
    public void The_next_morning_follows_the_calendar_of_the_house(ScheduleKind kind, string now, string next) =>
        Assert.Equal(Utc(next), PayoutSchedule.Next(kind, Utc(now)));

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);

    private static Task<Result<PayoutScheduleId>> Set(World world, (Actor Actor, PayoutMethodId Method) payee, ScheduleKind kind, long least) =>
        world.Get<SetPayoutSchedule>().Run(new(payee.Method, kind, Ghs(least), Guid.NewGuid()), payee.Actor, default);

    private static async Task<List<Withdrawal>> All(World world)
    {
        await using var db = world.Db();
        return await db.Withdrawals.AsNoTracking().ToListAsync();
    }

    private static TimeSpan Until(World world, int year, int month, int day, int hour) => new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero) - world.Clock.GetUtcNow();
}
