using Marketplace.Core.Radio.Streams;

namespace Marketplace.Tests.Radio.Streams;

/// <summary>When sound was on air, whatever burst it came with.</summary>
public sealed class StreamClockTests
{
    private const int Rate = 8000;
    private static readonly DateTime Open = new(2026, 7, 15, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(40)]
    public void The_burst_lies_before_the_connection(int burstSeconds)
    {
        var clock = new StreamClock(Rate, TimeSpan.FromSeconds(0.5));
        var arrived = Feed(clock, 0, burstSeconds, Open, everySecond: 0.01);
        Assert.False(clock.IsPaced(arrived));
        arrived = Feed(clock, burstSeconds, burstSeconds + 3, arrived, everySecond: 1);
        Assert.True(clock.IsPaced(arrived));
        Assert.InRange((clock.TimeOf(0) - Open.AddSeconds(-burstSeconds)).TotalSeconds, -0.5, 0.5);
    }

    [Fact]
    public void A_standstill_of_our_own_inside_the_burst_is_no_pace()
    {
        var clock = new StreamClock(Rate, TimeSpan.FromSeconds(0.5));
        var arrived = Feed(clock, 0, 20, Open, everySecond: 0.01).AddSeconds(3);
        for (var second = 20; second < 40; second++)
        {
            arrived = Feed(clock, second, second + 1, arrived, everySecond: 0.01);
            Assert.False(clock.IsPaced(arrived), $"taken for paced at second {second}");
        }
    }

    private static DateTime Feed(StreamClock clock, double from, double to, DateTime at, double everySecond)
    {
        for (var second = from + 0.25; second <= to; second += 0.25)
        {
            at = at.AddSeconds(0.25 * everySecond);
            clock.Note((long)(second * Rate), at);
        }
        return at;
    }
}
