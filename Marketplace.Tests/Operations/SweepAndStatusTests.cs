using Marketplace.Core.Kernel;
using Marketplace.Core.Operations;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Operations;

[Trait("Suite", "UseCases")]
public sealed class SweepAndStatusTests
{
    [Fact]
    public async Task Only_a_superadmin_with_a_second_factor_says_something_on_the_status_page()
    {
        await using var world = await World.New();
        var say = world.Get<SayStatus>();
        var admin = new Actor(UserId.New(), "Esi") { StaffRoles = new HashSet<StaffRole> { StaffRole.Superadmin } };
        var command = new SayStatus.Command("Back at noon.", Guid.NewGuid());
        Assert.Equal("forbidden", (await say.Run(command, admin, default)).Error?.Code);
        Assert.True((await say.Run(command, admin with { HasSecondFactor = true }, default)).IsOk);
        Assert.Equal("Back at noon.", (await world.Get<OperationsQueries>().Notice(default))?.Text);

        Assert.True((await say.Run(new("", Guid.NewGuid()), admin with { HasSecondFactor = true }, default)).IsOk);
        Assert.Null(await world.Get<OperationsQueries>().Notice(default));
        Assert.Equal("text", (await say.Run(new(new string('x', 501), Guid.NewGuid()), admin, default)).Error?.Code);
    }

    [Fact]
    public async Task Old_receipts_told_events_and_fired_timers_go_and_the_rest_stays()
    {
        await using var world = await World.New();
        await world.Get<SayStatus>().Run(new("old", Guid.NewGuid()), Actor.System("test"), default);
        await world.Get<OutboxDispatch>().Run(50, default);
        world.Clock.Advance(SweepOldRows.DoneIsKept + TimeSpan.FromDays(1));
        Assert.Equal(1, await world.Get<SweepOldRows>().Run(default)); // The event, not yet the receipt.
        world.Clock.Advance(SweepOldRows.ReceiptsAreKept);
        await world.Get<SayStatus>().Run(new("new", Guid.NewGuid()), Actor.System("test"), default);
        Assert.Equal(1, await world.Get<SweepOldRows>().Run(default));
        await using var db = world.Db();
        Assert.Equal(1, await db.Receipts.CountAsync());
        Assert.Equal(2, await db.Outbox.CountAsync()); // Notice down and notice up, both waiting.
    }

    [Fact]
    public async Task A_chore_that_did_not_succeed_in_time_is_silent()
    {
        await using var world = await World.New();
        await using (var db = world.Db())
        {
            db.Chores.Add(new ChoreRecord { Name = "never", PlannedAt = world.Clock.GetUtcNow().UtcDateTime, AlarmAfterSeconds = 60 });
            await db.SaveChangesAsync();
        }
        var queries = world.Get<OperationsQueries>();
        Assert.False(Assert.Single(await queries.Chores(Actor.System("test"), default)).IsSilent);
        world.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True(Assert.Single(await queries.Chores(Actor.System("test"), default)).IsSilent);
        Assert.Empty(await queries.Chores(Actor.Guest, default));
    }
}
