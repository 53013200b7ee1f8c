using FsCheck;
using FsCheck.Fluent;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Merging;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Radio.Merging;

public class MergePropertyTests
{
    private static readonly DateTime Noon = Air.At("12:00:00");

    [Fact]
    public void A_detection_belongs_to_one_play_or_to_none() => ForEveryHour(hour =>
    {
        var outcome = hour.Merge();
        var used = outcome.Plays.SelectMany(play => play.MatchIds).Concat(outcome.IgnoredMatchIds).ToList();
        Assert.Equal(used.Count, used.Distinct().Count()); // INV-2
        Assert.Equal(hour.Matches.Select(match => match.Id).Order(), used.Order());
    });

    [Fact]
    public void Priced_plays_never_share_an_instant() => ForEveryHour(hour =>
    {
        var priced = hour.Merge().Plays.Where(play => play.State == PlayState.Confirmed).ToList();
        foreach (var (earlier, later) in priced.Zip(priced.Skip(1))) Assert.True(earlier.End <= later.Start); // INV-3
        if (priced.Count > 0)
            Assert.True(priced.Sum(play => play.AudibleSeconds)
                <= (decimal)(priced.Max(play => play.End) - priced.Min(play => play.Start)).TotalSeconds); // INV-4
    });

    [Fact]
    public void Every_play_is_whole() => ForEveryHour(hour =>
    {
        foreach (var play in hour.Merge().Plays)
        {
            Assert.True(play.Start < play.End);
            Assert.InRange(play.DurationSeconds, play.LowerSeconds, play.UpperSeconds);
            Assert.Equal(play.DurationSeconds, play.AudibleSeconds + play.ObscuredSeconds);
            Assert.InRange(play.Confidence, 0.5m, 1m);
            Assert.Null(PlayFlow.Steps.Check(PlayState.Detected, play.State));
            if (play.State == PlayState.Confirmed) Assert.True(play.AudibleSeconds >= 30);
        }
    });

    [Fact]
    public void The_order_of_the_input_does_not_matter_and_repeats_count_once() => ForEveryHour(hour =>
    {
        var expected = Text(hour.Merge());
        var shuffled = hour with
        {
            Matches = [.. hour.Matches.Reverse(), .. hour.Matches.Take(3)],
            Windows = [.. hour.Windows.Reverse(), .. hour.Windows.Take(3)],
        };
        Assert.Equal(expected, Text(shuffled.Merge()));
        Assert.Equal(expected, Text(hour.Merge()));
    });

    private static void ForEveryHour(Action<Hour> holds) => Properties.Hold(Prop.ForAll(Hours.ToArbitrary(), holds), cases: 300);

    /// <summary>An hour of four short songs on a busy station: repeats, jumps, overlaps, failures, missing positions.</summary>
    private static Gen<Hour> Hours =>
        from period in Gen.Elements(15, 30, 60)
        from health in Gen.Choose(0, 9).ArrayOf(3600 / period)
        from hits in (
            from window in Gen.Choose(0, 3600 / period - 1)
            from recording in Gen.Choose(1, 4)
            from offset in Gen.Choose(-1, 200)
            from isSteady in Gen.Choose(0, 3)
            from score in Gen.Choose(40, 100)
            from skip in Gen.Elements(0, 0, 0, 4, 12)
            from length in Gen.Elements(2, 8, 15, 15, 15)
            select (window, recording, offset, isSteady, score, skip, length)).ListOf()
        select Build(period, health, hits);

    private static Hour Build(
        int period, int[] health,
        IEnumerable<(int Window, int Recording, int Offset, int IsSteady, int Score, int Skip, int Length)> hits)
    {
        var windows = health.Select((state, i) => new HeardWindow(
            Air.Id(100_000 + i), Noon.AddSeconds(i * period), Noon.AddSeconds(i * period + 15), state != 0, state == 1)).ToList();
        var matches = hits.Select((hit, i) =>
        {
            var window = windows[hit.Window];
            var start = window.Start.AddSeconds(hit.Skip);
            var end = start.AddSeconds(Math.Min(hit.Length, 15 - hit.Skip));
            // Most hits follow one run of the song that starts every 240 seconds; the others jump about.
            double? offset = hit.Offset < 0 ? null
                : hit.IsSteady > 0 ? ((start - Noon).TotalSeconds + 30 * hit.Recording) % 240 : hit.Offset + 0.25;
            return new HeardMatch(
                Air.Id(1_000 + i), window.Id, window.Start, window.End, start, end, offset, hit.Score / 100.0,
                Air.Id(hit.Recording), 100 + 40 * hit.Recording);
        });
        return new Hour([.. matches], windows, TimeSpan.FromSeconds(period));
    }

    private static string Text(MergeOutcome outcome) => System.Text.Json.JsonSerializer.Serialize(outcome);

    private sealed record Hour(
        IReadOnlyList<HeardMatch> Matches, IReadOnlyList<HeardWindow> Windows, TimeSpan Period)
    {
        public MergeOutcome Merge() => PlayMerger.Merge(Matches, Windows, Period, MergePolicy.Standard);
    }
}
