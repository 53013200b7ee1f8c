using Marketplace.Core.Radio.Sampling;

namespace Marketplace.Tests.Radio.Sampling;

public class SamplingTests
{
    [Theory] // Worked example X1.
    [InlineData(4, 0, 0.0000, 0.0000, 0.0000)]
    [InlineData(8, 13, 0.2167, 0.1852, 0.0000)]
    [InlineData(20, 25, 0.4167, 0.3563, 0.0000)]
    [InlineData(30, 35, 0.5833, 0.4988, 0.0000)]
    [InlineData(45, 50, 0.8333, 0.7125, 0.0000)]
    [InlineData(55, 60, 1.0000, 0.8550, 0.0000)]
    [InlineData(60, 65, 1.0000, 0.8653, 0.0609)]
    [InlineData(180, 185, 1.0000, 0.9972, 0.9469)]
    public void Longer_plays_are_caught_more_often(double length, double effective, double sure, double once, double twice)
    {
        var plan = SamplingPlan.Standard;
        Assert.Equal(effective, SamplingMath.EffectiveSeconds(length, plan), 9);
        // Two of the printed values lie exactly between two fourth decimals, so half a unit is allowed and not a rounding rule.
        Assert.Equal(sure, SamplingMath.CaughtOnce(length, plan, 1), tolerance: 0.00005 + 1e-12);
        Assert.Equal(once, SamplingMath.CaughtOnce(length, plan, 0.855), tolerance: 0.00005 + 1e-12);
        Assert.Equal(twice, SamplingMath.CaughtTwice(length, plan, 0.855), tolerance: 0.00005 + 1e-12);
    }

    [Fact]
    public void Two_hits_on_every_minute_cost_a_window_every_32_seconds()
    {
        var plan = new SamplingPlan(12, 32, 4);
        Assert.Equal(32, SamplingMath.LongestCertainPeriod(60, plan, hits: 2), 9);
        Assert.Equal(new SamplingCost(2_700, 32_400, 259_200_000), SamplingMath.DailyCost(plan, 64_000));
    }

    [Fact] // Worked example X2.
    public void A_real_day_is_judged_by_the_windows_that_succeeded()
    {
        var windows = DayWithOutages();
        var day = new StationDay(
            windows.Where(w => w.Outcome == WindowOutcome.Ok).Select(w => w.StartSeconds), SamplingPlan.Standard);
        var coverage = Coverage.Of(windows);

        Assert.Equal(1_380, coverage.Successful);
        Assert.Equal(0.9583, coverage.Uptime, 4);
        Assert.Equal(20_700, coverage.ListenedSeconds);
        Assert.Equal(0.2396, coverage.DutyCycle, 4);
        Assert.Equal(2_445, coverage.LongestUnobservedSeconds);
        Assert.Equal(new Dictionary<string, int> { ["timeout"] = 60 }, coverage.ErrorClasses);
        Assert.Equal(
            [(60, 1_359), (120, 20), (2_460, 1)],
            day.Gaps.CountBy(gap => (int)gap).Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(
            [0.5590, 0.9595, 0.9730, 0.9737, 0.9744],
            Coverage.ReportedLengths.Select(length => Math.Round(Coverage.CatchRate([day], length), 4)));

        var estimate = PlayEstimate.FromCatchRates(
            Enumerable.Repeat(day.CatchRate(60), 23).Concat(Enumerable.Repeat(day.CatchRate(180), 41)));
        Assert.Equal(66.08, estimate.Plays, 2);
        Assert.Equal(1.47, estimate.StandardError, 2);
        Assert.Equal(63.20, estimate.Low, 2);
        Assert.Equal(68.95, estimate.High, 2);
    }

    [Fact] // Worked example X2, second part.
    public void Two_independent_sources_tell_more_than_one()
    {
        var sources = new TwoSources(Monitored: 41, Logged: 36, Both: 32);
        var estimate = sources.Estimate();
        Assert.Equal(46.09, estimate.Plays, 2);
        Assert.Equal(1.23, estimate.StandardError, 2);
        Assert.Equal(43.68, estimate.Low, 2);
        Assert.Equal(48.50, estimate.High, 2);
        Assert.Equal(0.7805, sources.LogCompleteness, 4);
        Assert.Equal(0.8889, sources.MonitorCatch, 4);
        Assert.Throws<ArgumentException>(() => new TwoSources(3, 4, 5).Estimate());
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(180)]
    [InlineData(4)]
    public void A_matcher_that_never_misses_gives_the_upper_bound(double length)
    {
        var day = new StationDay([0, 60, 185, 4_000, 86_399], SamplingPlan.Standard);
        Assert.Equal(day.CatchRate(length), day.CatchRate(length, identified: 1), 9);
        Assert.True(day.CatchRate(length, identified: 0.9) <= day.CatchRate(length));
    }

    [Fact]
    public void On_a_full_grid_the_log_agrees_with_the_formula()
    {
        var day = new StationDay(Enumerable.Range(0, 1_440).Select(i => i * 60.0), SamplingPlan.Standard);
        foreach (var length in Coverage.ReportedLengths)
            Assert.Equal(
                SamplingMath.CaughtOnce(length, SamplingPlan.Standard, 0.9), day.CatchRate(length, identified: 0.9), 9);
    }

    [Fact]
    public void The_sampling_weight_is_capped()
    {
        var day = new StationDay(Enumerable.Range(0, 1_440).Select(i => i * 60.0), SamplingPlan.Standard);
        Assert.Equal(1.714286m, day.SamplingWeight(30)); // 60 ÷ 35
        Assert.Equal(1m, day.SamplingWeight(180));
        Assert.Equal(3.0m, day.SamplingWeight(10)); // 60 ÷ 15 would be 4.
        Assert.Equal(3.0m, new StationDay([], SamplingPlan.Standard).SamplingWeight(180));
    }

    [Fact]
    public void A_day_without_a_window_saw_nothing()
    {
        Assert.Equal(0, new StationDay([], SamplingPlan.Standard).CatchRate(180));
        var coverage = Coverage.Of([]);
        Assert.Equal((0, 86_400), (coverage.Uptime, coverage.LongestUnobservedSeconds));
    }

    [Fact]
    public void Captured_seconds_are_told_apart_by_what_they_hold()
    {
        var content = HeardContent.Of([
            (WindowContent.IdentifiedMusic, 15), (WindowContent.IdentifiedMusic, 15), (WindowContent.UnidentifiedMusic, 15),
            (WindowContent.Speech, 15), (WindowContent.Silence, 10)]);
        Assert.Equal(new HeardContent(5, 2, 30, 15, 15, 10), content);
        Assert.Equal(0.4, content.MatchedShare, 9);
    }

    private static List<ScheduledWindow> DayWithOutages()
    {
        var failed = Enumerable.Range(100, 40).Concat(Enumerable.Range(0, 20).Select(i => 300 + 10 * i)).ToHashSet();
        return [.. Enumerable.Range(0, 1_440).Select(i => failed.Contains(i)
            ? new ScheduledWindow(i * 60, 15, WindowOutcome.Failed, "timeout")
            : new ScheduledWindow(i * 60, 15, WindowOutcome.Ok))];
    }
}
