using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Kernel;

[Trait("Suite", "UseCases")]
public sealed class TimersTests
{
    private sealed class Bell(string kind) : ITimerHandler
    {
        public List<DueTimer> Rung { get; } = [];
        public bool IsBroken { get; set; }
        public string Kind => kind;

        public Task Fire(DueTimer timer, CancellationToken ct)
        {
            if (IsBroken) throw new InvalidOperationException("the bell is broken");
            Rung.Add(timer);
            return Task.CompletedTask;
        }
    }

    private readonly Bell _bell = new("test.bell");
    private readonly Bell _other = new("test.other");

    [Fact]
    public async Task A_timer_fires_once_when_its_instant_has_come()
    {
        await using var world = await NewWorld();
        await Set(world, "test.bell", Guid.NewGuid(), TimeSpan.FromMinutes(10));
        Assert.Equal(0, await Fire(world));
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await Fire(world));
        Assert.Equal(0, await Fire(world));
        Assert.Single(_bell.Rung);
    }

    [Fact]
    public async Task Setting_a_timer_again_moves_it_and_cancelling_takes_it_back()
    {
        await using var world = await NewWorld();
        var (moved, cancelled) = (Guid.NewGuid(), Guid.NewGuid());
        await Set(world, "test.bell", moved, TimeSpan.FromMinutes(1));
        await Set(world, "test.bell", moved, TimeSpan.FromMinutes(30));
        await Set(world, "test.bell", cancelled, TimeSpan.FromMinutes(1));
        await using (var db = world.Db())
        {
            await Timers.Cancel(db, "test.bell", cancelled);
            await db.SaveChangesAsync();
        }
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await Fire(world));
        world.Clock.Advance(TimeSpan.FromMinutes(25));
        Assert.Equal(1, await Fire(world));
        Assert.Equal(moved, Assert.Single(_bell.Rung).Subject);
    }

    [Fact]
    public async Task A_timer_that_fails_waits_shows_why_and_never_stops_the_rest()
    {
        await using var world = await NewWorld();
        _bell.IsBroken = true;
        await Set(world, "test.bell", Guid.NewGuid(), TimeSpan.FromMinutes(1));
        await Set(world, "test.nobody", Guid.NewGuid(), TimeSpan.FromMinutes(1));
        await Set(world, "test.other", Guid.NewGuid(), TimeSpan.FromMinutes(2));
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, await Fire(world));
        Assert.Single(_other.Rung);
        await using (var db = world.Db())
        {
            var failed = await db.Timers.AsNoTracking().SingleAsync(t => t.Kind == "test.bell");
            Assert.Equal("the bell is broken", failed.LastError);
            Assert.Equal(1, failed.Attempts);
            Assert.Equal(world.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1), failed.DueAt);
        }

        _bell.IsBroken = false;
        Assert.Equal(0, await Fire(world));
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await Fire(world));
    }

    private Task<World> NewWorld() => World.New(services =>
        services.AddSingleton<ITimerHandler>(_bell).AddSingleton<ITimerHandler>(_other));

    private static Task<int> Fire(World world) => world.Get<FireDueTimers>().Run(100, default);

    private static async Task Set(World world, string kind, Guid subject, TimeSpan after)
    {
        await using var db = world.Db();
        await Timers.Set(db, kind, subject, world.Clock.GetUtcNow().UtcDateTime + after);
        await db.SaveChangesAsync();
    }
}
