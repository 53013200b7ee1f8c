using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Tests.Kernel;

[Trait("Suite", "UseCases")]
public sealed class OutboxDispatchTests
{
    public sealed record SongHeard(string Song) : ILiveEvent
    {
        public IEnumerable<string> Topics => ["test:songs"];
    }

    public sealed class Listener : IEventHandler<SongHeard>
    {
        public List<string> Heard { get; } = [];
        public int FailuresToCome { get; set; }

        public Task Handle(SongHeard happened, CancellationToken ct)
        {
            if (FailuresToCome-- > 0) throw new InvalidOperationException("not today");
            Heard.Add(happened.Song);
            return Task.CompletedTask;
        }
    }

    private readonly Listener _listener = new();

    [Fact]
    public async Task An_event_reaches_its_handler_and_the_open_pages_and_is_told_once()
    {
        await using var world = await NewWorld();
        List<LiveNews> news = [];
        using var page = world.Get<LiveFeed>().Listen("test:songs", one =>
        {
            news.Add(one);
            return Task.CompletedTask;
        });
        await Tell(world, "Adom");

        Assert.Equal(1, await world.Get<OutboxDispatch>().Run(50, default));
        Assert.Equal(0, await world.Get<OutboxDispatch>().Run(50, default));

        Assert.Equal(["Adom"], _listener.Heard);
        Assert.Equal(2, news.Count); // Once when it was committed, once more when the handlers had written.
        Assert.Equal("SongHeard", news[0].EventType);
        Assert.Equal(news[0].EventId, news[1].EventId);
    }

    [Fact]
    public async Task A_failing_event_comes_again_later_and_does_not_hold_up_the_next()
    {
        await using var world = await NewWorld();
        _listener.FailuresToCome = 1;
        await Tell(world, "first");
        await Tell(world, "second");

        await world.Get<OutboxDispatch>().Run(50, default);
        Assert.Equal(["second"], _listener.Heard);
        await world.Get<OutboxDispatch>().Run(50, default);
        Assert.Equal(["second"], _listener.Heard);

        world.Clock.Advance(TimeSpan.FromSeconds(3));
        await world.Get<OutboxDispatch>().Run(50, default);
        Assert.Equal(["second", "first"], _listener.Heard);
    }

    [Fact]
    public async Task What_a_dead_process_was_about_to_tell_is_taken_back_at_the_start_where_there_is_one_process()
    {
        await using var world = await NewWorld();
        await Tell(world, "Adom");
        var now = world.Clock.GetUtcNow().UtcDateTime;
        await world.Get<CommitGroup>().Run(async db => (await db.Dialect.ClaimOutbox(db, now, now.AddMinutes(5), 50, default), true), default);
        Assert.Equal(0, await world.Get<OutboxDispatch>().Run(50, default));

        // Among several nodes the lease decides.
        var takenBack = PostgresCluster.IsWanted ? 0 : 1;
        Assert.Equal(takenBack, await world.Get<OutboxDispatch>().TakeBack(default));
        Assert.Equal(takenBack, await world.Get<OutboxDispatch>().Run(50, default));
    }

    [Fact]
    public async Task An_event_that_never_works_is_put_aside_and_can_be_retried_by_a_superadmin()
    {
        await using var world = await NewWorld();
        _listener.FailuresToCome = OutboxMessage.TriesBeforeAside;
        await Tell(world, "stubborn");
        for (var i = 0; i < OutboxMessage.TriesBeforeAside + 3; i++)
        {
            await world.Get<OutboxDispatch>().Run(50, default);
            world.Clock.Advance(TimeSpan.FromHours(2));
        }
        Assert.Empty(_listener.Heard);
        var queries = world.Get<Core.Operations.OperationsQueries>();
        Assert.Equal(1, (await queries.Outbox(default)).Aside);
        var message = Assert.Single(await queries.FailedMessages(Actor.System("test"), default));
        Assert.Contains("not today", message.LastError);

        var retry = world.Get<Core.Operations.RetryMessage>();
        Assert.Equal("forbidden", (await retry.Run(new(message.Id, Guid.NewGuid()), Actor.Guest, default)).Error?.Code);
        Assert.True((await retry.Run(new(message.Id, Guid.NewGuid()), Actor.System("test"), default)).IsOk);
        await world.Get<OutboxDispatch>().Run(50, default);
        Assert.Equal(["stubborn"], _listener.Heard);
        Assert.Equal("message.unknown", (await retry.Run(new(message.Id, Guid.NewGuid()), Actor.System("test"), default)).Error?.Code);
    }

    [Fact]
    public async Task Two_dispatchers_at_once_tell_every_event_once()
    {
        await using var world = await NewWorld();
        for (var i = 0; i < 20; i++) await Tell(world, i.ToString());
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            // A dispatcher that lost the race for SQLite's one writer simply comes again, as the service does.
            for (var sum = 0; ;)
            {
                try
                {
                    var count = await world.Get<OutboxDispatch>().Run(5, default);
                    if (count == 0) return sum;
                    sum += count;
                }
                catch (Exception failure) when (IsBusy(world, failure))
                {
                }
            }
        }));
        Assert.Equal(20, taken.Sum());
        Assert.Equal(20, _listener.Heard.Count);
    }

    private static bool IsBusy(World world, Exception failure)
    {
        using var db = world.Db();
        return db.Dialect.IsTransient(failure);
    }

    private Task<World> NewWorld() => World.New(services =>
    {
        services.Replace(ServiceDescriptor.Singleton(new EventTypes(typeof(IEvent).Assembly, typeof(SongHeard).Assembly)));
        services.AddSingleton<IEventHandler<SongHeard>>(_listener);
    });

    private static async Task Tell(World world, string song)
    {
        await using var db = world.Db();
        db.Tell(new SongHeard(song), world.Clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync();
    }
}
