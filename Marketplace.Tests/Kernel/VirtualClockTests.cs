using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

public class VirtualClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_stands_still_until_it_is_moved()
    {
        var clock = new VirtualClock(Noon);
        Assert.Equal(Noon, clock.GetUtcNow());
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(Noon.AddMinutes(3), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(3), clock.GetElapsedTime(Noon.UtcTicks));
    }

    [Fact]
    public void Timers_fire_in_order_at_their_own_instant()
    {
        var clock = new VirtualClock(Noon);
        var heard = new List<(string, DateTimeOffset)>();
        using var late = clock.CreateTimer(_ => heard.Add(("late", clock.GetUtcNow())), null, TimeSpan.FromSeconds(90), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => heard.Add(("often", clock.GetUtcNow())), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40));

        clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal([("often", Noon.AddSeconds(30)), ("often", Noon.AddSeconds(70)), ("late", Noon.AddSeconds(90))], heard);
    }

    [Fact]
    public void A_disposed_timer_is_silent()
    {
        var clock = new VirtualClock(Noon);
        var fired = 0;
        clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).Dispose();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, fired);
    }

    [Fact]
    public void It_does_not_go_back() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualClock(Noon).Advance(TimeSpan.FromSeconds(-1)));
}
