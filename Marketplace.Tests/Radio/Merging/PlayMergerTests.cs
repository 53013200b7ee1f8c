using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Merging;

namespace Marketplace.Tests.Radio.Merging;

public class PlayMergerTests
{
    [Fact] // Worked example X3.
    public void A_failed_window_does_not_break_a_play()
    {
        var play = Assert.Single(AcrossAFailedWindow(40, 160).Merge().Plays);

        Lasts(play, "10:02:20", "10:05:50");
        Assert.Equal((210m, 135m, 210m), (play.AudibleSeconds, play.LowerSeconds, play.UpperSeconds));
        Assert.Equal(0.9000m, play.Confidence);
        Assert.Equal(PlayState.Confirmed, play.State);
        Assert.Equal(UsageClass.Feature, play.Usage);
        Assert.Equal(27.00m, play.Evidence);
        Assert.Equal([Air.Id(1_000), Air.Id(1_001)], play.MatchIds);
    }

    [Fact] // Worked example X3, without positions.
    public void Without_positions_both_ends_are_midpoints()
    {
        var play = Assert.Single(AcrossAFailedWindow(null, null).Merge().Plays);
        Lasts(play, "10:02:37", "10:05:37");
        Assert.Equal(180m, play.AudibleSeconds);
        Assert.Equal(PlayFlags.NoAnchor, play.Flags);
    }

    [Fact] // Worked example X4 a.
    public void The_same_song_again_is_a_second_play()
    {
        var air = new Air().Listens("10:55:00", "11:12:00");
        foreach (var (time, offset) in new[]
            { ("11:01:00", 30), ("11:02:00", 90), ("11:03:00", 150), ("11:04:00", 30), ("11:05:00", 90), ("11:06:00", 150) })
            air.Hears(1, time, offset, length: 180);

        var plays = air.Merge().Plays;

        Assert.Equal(2, plays.Count);
        Lasts(plays[0], "11:00:30", "11:03:30");
        Lasts(plays[1], "11:03:30", "11:06:30");
        Assert.All(plays, play => Assert.Equal((180m, PlayState.Confirmed), (play.AudibleSeconds, play.State)));
    }

    [Fact] // Worked example X4 b.
    public void A_song_restarted_by_the_presenter_is_one_play()
    {
        var air = new Air(periodSeconds: 30).Listens("11:58:00", "12:08:00")
            .Hears(1, "12:00:00", 0, length: 200).Hears(1, "12:00:30", 30, length: 200);
        for (var offset = 10; offset < 190; offset += 30)
            air.Hears(1, Air.At("12:00:50").AddSeconds(offset).ToString("HH:mm:ss"), offset, length: 200);
        air.Hears(1, "12:04:00", 190, length: 200, seconds: 10);

        var play = Assert.Single(air.Merge().Plays);

        Lasts(play, "12:00:00", "12:04:10");
        Assert.Equal(PlayFlags.PullUp, play.Flags);
        Assert.Equal(250m, play.AudibleSeconds);
    }

    [Fact] // Worked example X5.
    public void Witnesses_stop_a_play_that_was_talked_over_and_faded_early()
    {
        var play = Assert.Single(new Air().Listens("13:50:00", "14:10:00")
            .Hears(1, "14:01:00", 65, 0.82, 300).Hears(1, "14:02:00", 125, 0.91, 300).Hears(1, "14:03:00", 185, 0.79, 300)
            .Merge().Plays);

        Lasts(play, "14:00:37", "14:03:37");
        Assert.Equal((180m, 135m, 225m), (play.AudibleSeconds, play.LowerSeconds, play.UpperSeconds));
        Assert.Equal(0.8400m, play.Confidence);
        Assert.Equal(PlayState.Confirmed, play.State);
    }

    [Fact]
    public void Noise_is_kept_and_makes_no_play()
    {
        var outcome = new Air().Listens("10:00:00", "10:10:00")
            .Hears(1, "10:01:00", 0, score: 0.49).Hears(1, "10:02:00", 60, seconds: 2.9).Merge();
        Assert.Empty(outcome.Plays);
        Assert.Equal([Air.Id(1_000), Air.Id(1_001)], outcome.IgnoredMatchIds);
    }

    [Fact]
    public void A_skipped_verse_is_one_play()
    {
        var play = Assert.Single(new Air().Listens("10:00:00", "10:10:00")
            .Hears(1, "10:02:00", 20).Hears(1, "10:03:00", 110).Hears(1, "10:04:00", 170).Merge().Plays);
        Assert.Equal(PlayFlags.Edit, play.Flags);
        Lasts(play, "10:01:40", "10:04:40"); // Ends where the second anchor says.
    }

    [Fact]
    public void A_restart_after_a_minute_is_a_second_play() => Assert.Equal(2, new Air(periodSeconds: 30)
        .Listens("10:00:00", "10:20:00")
        .Hears(1, "10:02:00", 0).Hears(1, "10:02:30", 30).Hears(1, "10:03:00", 60).Hears(1, "10:03:30", 10)
        .Hears(1, "10:04:00", 40).Merge().Plays.Count);

    [Theory]
    [InlineData(25, 1)] // 5 seconds later is still the same anchor.
    [InlineData(24.9, 1)]
    [InlineData(26, 1)] // 6 seconds later is a restart within the first minute.
    public void Anchors_five_seconds_apart_are_one_run(double offset, int plays)
    {
        var outcome = new Air(periodSeconds: 30).Listens("10:00:00", "10:10:00")
            .Hears(1, "10:02:00", 0).Hears(1, "10:02:30", offset).Merge();
        Assert.Equal(plays, outcome.Plays.Count);
        Assert.Equal(offset < 25 ? PlayFlags.PullUp : PlayFlags.None, outcome.Plays[0].Flags & PlayFlags.PullUp);
    }

    [Fact]
    public void Two_unmatched_windows_are_obscured_and_one_is_forgiven()
    {
        var gap = new Air().Listens("10:00:00", "10:12:00").Hears(1, "10:02:00", 20, length: 370)
            .Hears(1, "10:05:00", 200, length: 370).Hears(1, "10:07:00", 320, length: 370);

        var play = Assert.Single(gap.Merge().Plays);

        Assert.Equal(370m, play.DurationSeconds);
        Assert.Equal(165m, play.ObscuredSeconds); // 10:02:15 to 10:05:00; the single miss at 10:06 is forgiven.
        Assert.Equal(205m, play.AudibleSeconds);
        Assert.True(play.Flags.HasFlag(PlayFlags.Obscured));
    }

    [Fact]
    public void Failed_and_silent_windows_are_no_witnesses()
    {
        Air Heard() => new Air().Listens("10:00:00", "10:10:00").Hears(1, "10:03:00", 100, length: 300);
        Lasts(Heard().Merge().Plays[0], "10:02:37", "10:03:37");
        Lasts(Heard().Fails("10:02:00").Merge().Plays[0], "10:01:20", "10:03:37");
        Lasts(Heard().IsSilent("10:02:00").Merge().Plays[0], "10:01:20", "10:03:37");
    }

    [Fact]
    public void Without_any_witness_a_play_reaches_two_periods_at_most()
    {
        var play = Assert.Single(new Air().Hears(1, "10:03:00", 1_000, length: 3_000).Merge().Plays);
        Lasts(play, "10:02:00", "10:04:15"); // Midpoints towards 10:01:00 and 10:05:15.
        Assert.Equal(255m, play.UpperSeconds);
    }

    [Fact]
    public void A_window_that_matched_in_part_is_its_own_witness()
    {
        var play = Assert.Single(new Air().Listens("10:00:00", "10:10:00")
            .Hears(1, "10:03:00", 30, skip: 5).Hears(1, "10:04:00", 85, seconds: 9).Merge().Plays);
        Lasts(play, "10:03:05", "10:04:09");
    }

    [Theory] // Rule C-2.
    [InlineData(0.80, 0.80, PlayState.Confirmed)]
    [InlineData(0.79, 0.79, PlayState.NeedsReview)]
    [InlineData(0.60, 0.60, PlayState.NeedsReview)]
    [InlineData(0.59, 0.59, PlayState.Rejected)]
    [InlineData(0.95, 0.70, PlayState.Confirmed)]
    public void Two_detections_confirm_from_80(double first, double second, PlayState state) => Assert.Equal(
        state, new Air().Listens("10:00:00", "10:10:00").Hears(1, "10:03:00", 40, first).Hears(1, "10:04:00", 100, second)
            .Merge().Plays.Single().State);

    [Theory] // Rule C-2.
    [InlineData(0.90, 10, PlayState.Confirmed)]
    [InlineData(0.90, 9, PlayState.NeedsReview)]
    [InlineData(0.89, 15, PlayState.NeedsReview)]
    public void One_long_detection_confirms_from_90(double score, double seconds, PlayState state) => Assert.Equal(
        state, new Air().Listens("10:00:00", "10:10:00").Fails("10:04:00").Hears(1, "10:03:00", 0, score, 60, 15 - seconds, seconds)
            .Merge().Plays.Single().State);

    [Fact]
    public void Less_than_thirty_seconds_is_a_fragment()
    {
        var play = Assert.Single(new Air().Listens("10:00:00", "10:10:00")
            .Hears(1, "10:03:00", 100, skip: 4, seconds: 9).Merge().Plays);
        Assert.Equal(PlayState.Fragment, play.State);
        Assert.Equal(9m, play.AudibleSeconds);
        Assert.Equal(UsageClass.Background, play.Usage);
    }

    [Fact]
    public void A_spot_that_comes_back_at_the_same_minute_is_an_advert()
    {
        var air = new Air().Listens("08:00:00", "13:00:00");
        foreach (var time in new[] { "09:29:00", "10:30:00", "11:30:00" }) air.Hears(1, time, 20, length: 60);
        foreach (var time in new[] { "09:40:00", "10:40:00", "11:40:00" }) air.Hears(2, time, 20, length: 75).Fails(Next(time));

        var plays = air.Merge().Plays;

        Assert.All(plays, play => Assert.Equal(UsageClass.Advert, play.Usage));
        Assert.All(plays, play => Assert.True(play.Flags.HasFlag(PlayFlags.Recurring)));

        static string Next(string time) => Air.At(time).AddMinutes(1).ToString("HH:mm:ss");
    }

    [Fact]
    public void Signs_from_outside_make_a_bed_or_an_advert()
    {
        var air = new Air().Listens("10:00:00", "10:30:00").Hears(1, "10:03:00", 40).Hears(1, "10:04:00", 100)
            .Hears(2, "10:13:00", 40, length: 80);
        UsageClass[] Usages(OutsideSigns? signs) => [.. air.Merge(signs).Plays.Select(play => play.Usage)];

        Assert.Equal([UsageClass.Feature, UsageClass.Feature], Usages(null));
        var speech = OutsideSigns.None with { SpeechMatches = new HashSet<Guid> { Air.Id(1_000), Air.Id(1_001) } };
        Assert.Equal([UsageClass.Background, UsageClass.Feature], Usages(speech));
        var carried = OutsideSigns.None with { SharedSurroundings = new HashSet<Guid> { Air.Id(1_000), Air.Id(1_002) } };
        Assert.Equal([UsageClass.Feature, UsageClass.Advert], Usages(carried));
    }

    internal static void Lasts(MergedPlay play, string from, string to) =>
        Assert.Equal((Air.At(from), Air.At(to)), (play.Start, play.End));

    private static Air AcrossAFailedWindow(double? first, double? second) => new Air()
        .Listens("09:55:00", "10:15:00").Fails("10:04:00")
        .Hears(1, "10:03:00", first, 0.93).Hears(1, "10:05:00", second, 0.87);
}
