using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Listening;

namespace Marketplace.Tests.Radio.Listening;

/// <summary>A bad station is tried again, but never often.</summary>
public sealed class ConnectBudgetTests
{
    private static readonly DateTime Start = new(2026, 7, 15, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(1, 8)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 1)]
    public void Connections_stay_within_the_budget_for_an_hour(int addresses, int connectsPerTry)
    {
        var budgets = Enumerable.Range(0, addresses).Select(_ => new ConnectBudget(addresses)).ToList();
        List<double> connects = [];
        for (var second = 0; second < 3600; second += 10)
        {
            var now = Start.AddSeconds(second);
            foreach (var budget in budgets.Where(b => b.MayTry(now)))
            {
                budget.Failed("stream.timeout", connectsPerTry, now);
                connects.AddRange(Enumerable.Repeat((double)second, connectsPerTry));
            }
        }
        // An hour at one connection per five minutes after the first five: 11 at most, on average over any long stretch.
        Assert.InRange(connects.Count(at => at < 300), 1, Math.Max(ConnectBudget.FirstConnects, addresses * connectsPerTry));
        Assert.True(connects.Count(at => at >= 300) <= 11 + connectsPerTry, $"{connects.Count(at => at >= 300)} later");
    }

    [Fact]
    public void Sound_makes_everything_forgotten()
    {
        var budget = new ConnectBudget(1);
        for (var i = 0; i < 20; i++) budget.Failed("stream.timeout", 1, Start.AddSeconds(i));
        Assert.False(budget.MayTry(Start.AddSeconds(30)));
        budget.Succeeded();
        Assert.True(budget.MayTry(Start.AddSeconds(30)));
        Assert.Null(budget.LastError);
    }

    [Fact]
    public void Windows_lie_on_the_stations_own_grid_and_stations_do_not_start_together()
    {
        var period = TimeSpan.FromSeconds(60);
        var stations = Enumerable.Range(0, 200).Select(_ => StationId.New()).ToList();
        foreach (var station in stations)
        {
            var first = StationSampler.NextWindow(station, period, Start);
            Assert.InRange(first, Start, Start + period);
            Assert.Equal(first, StationSampler.NextWindow(station, period, first));
            Assert.Equal(first + period, StationSampler.NextWindow(station, period, first.AddTicks(1)));
        }
        var sixths = stations.CountBy(s => (int)(StationSampler.PhaseOf(s, period).TotalSeconds / 10)).ToDictionary();
        Assert.Equal(6, sixths.Count);
        Assert.All(sixths.Values, count => Assert.InRange(count, 10, 70));
    }
}
