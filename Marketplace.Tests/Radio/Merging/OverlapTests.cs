using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Merging;
using static Marketplace.Tests.Radio.Merging.PlayMergerTests;

namespace Marketplace.Tests.Radio.Merging;

public class OverlapTests
{
    [Fact] // Worked example X6 a.
    public void Two_songs_that_fade_into_each_other_are_cut_in_the_middle()
    {
        var plays = new Air().Listens("09:50:00", "10:20:00")
            .Hears(1, "10:00:00", 0, length: 215).Hears(1, "10:01:00", 60, length: 215).Hears(1, "10:02:00", 120, length: 215)
            .Hears(1, "10:03:00", 180, length: 215)
            .Hears(2, "10:04:00", 35, length: 195).Hears(2, "10:05:00", 95, length: 195).Hears(2, "10:06:00", 155, length: 195)
            .Merge().Plays;

        Lasts(plays[0], "10:00:00", "10:03:30");
        Lasts(plays[1], "10:03:30", "10:06:40");
        Assert.Equal([210m, 190m], plays.Select(play => play.AudibleSeconds));
        Assert.All(plays, play => Assert.Equal((PlayState.Confirmed, PlayFlags.Crossfaded), (play.State, play.Flags)));
    }

    [Fact] // Worked example X6 b.
    public void A_remix_inside_the_original_is_not_paid()
    {
        var plays = new Air().Listens("10:50:00", "11:10:00")
            .Hears(1, "11:00:00", 0, 0.92, 200).Hears(1, "11:01:00", 60, 0.92, 200).Hears(1, "11:02:00", 120, 0.92, 200)
            .Hears(1, "11:03:00", 180, 0.92, 200)
            .Hears(2, "11:01:00", 0, 0.70, 70).Hears(2, "11:02:00", 60, 0.70, 70, seconds: 10)
            .Hears(2, "11:01:00", 5, 0.70, 70, skip: 5, seconds: 5)
            .Merge().Plays;

        Lasts(plays[0], "11:00:00", "11:03:20");
        Assert.Equal((55.20m, 21.00m), (plays[0].Evidence, plays[1].Evidence));
        Assert.Equal([PlayState.Confirmed, PlayState.Overlapped], plays.Select(play => play.State));
    }

    [Fact] // Worked example X6 c: evidences 40.00 and 37.00.
    public void Nearly_equal_evidence_for_the_same_seconds_is_left_to_people()
    {
        var plays = new Air().Listens("10:50:00", "11:20:00")
            .Hears(1, "11:01:00", 60, 1.0, 150, seconds: 15).Hears(1, "11:02:00", 120, 1.0, 150, seconds: 15)
            .Hears(1, "11:00:00", 0, 1.0, 150, seconds: 10)
            .Hears(2, "11:01:00", 60, 0.925, 150, seconds: 15).Hears(2, "11:02:00", 120, 0.925, 150, seconds: 15)
            .Hears(2, "11:00:00", 0, 0.925, 150, seconds: 10)
            .Merge().Plays;

        Assert.Equal([37.00m, 40.00m], plays.Select(play => play.Evidence).Order());
        Assert.All(plays, play =>
        {
            Lasts(play, "11:00:00", "11:02:30");
            Assert.Equal((PlayState.NeedsReview, PlayFlags.CloseCall), (play.State, play.Flags));
        });
    }

    [Fact]
    public void A_weaker_play_keeps_its_longest_piece()
    {
        var plays = new Air().Listens("09:50:00", "10:20:00")
            .Hears(1, "10:02:00", 0, 0.95, 180).Hears(1, "10:03:00", 60, 0.95, 180).Hears(1, "10:04:00", 120, 0.95, 180)
            .Hears(2, "10:00:00", 0, 0.85, 180).Hears(2, "10:01:00", 60, 0.85, 180)
            .Merge().Plays;
        Lasts(plays[0], "10:00:00", "10:01:37"); // Its anchor asks for 10:03:00, but the window at 10:02:00 is a witness.
        Lasts(plays[1], "10:02:00", "10:05:00");

        plays = new Air().Listens("09:50:00", "10:20:00").Fails("10:01:00")
            .Hears(1, "10:02:00", 0, 0.95, 180).Hears(1, "10:03:00", 60, 0.95, 180).Hears(1, "10:04:00", 120, 0.95, 180)
            .Hears(2, "10:00:00", 0, 0.95, 180).Hears(2, "10:02:00", 120, 0.55, 180)
            .Merge().Plays;
        Lasts(plays[0], "10:00:00", "10:02:00");
        Assert.Equal((120m, PlayFlags.Trimmed), (plays[0].AudibleSeconds, plays[0].Flags));
        Assert.InRange(plays[0].DurationSeconds, plays[0].LowerSeconds, plays[0].UpperSeconds);
    }

    [Fact]
    public void A_match_that_jumps_about_inside_a_stronger_play_is_a_sample()
    {
        var outcome = new Air().Listens("09:50:00", "10:20:00")
            .Hears(1, "10:01:00", 30, 0.95, 300).Hears(1, "10:02:00", 90, 0.95, 300).Hears(1, "10:03:00", 150, 0.95, 300)
            .Hears(1, "10:04:00", 210, 0.95, 300)
            .Hears(2, "10:01:00", 12, 0.7, 200).Hears(2, "10:02:00", 12, 0.7, 200).Hears(2, "10:03:00", 12, 0.7, 200)
            .Merge();

        Assert.Equal([new ContainsSampleHint(Air.Id(1), Air.Id(2))], outcome.SampleHints);
        Assert.All(outcome.Plays.Where(play => play.RecordingId == Air.Id(2)), play =>
            Assert.True(play.State == PlayState.Overlapped && play.Flags.HasFlag(PlayFlags.Sampled)));
        Assert.Equal(PlayState.Confirmed, outcome.Plays.Single(play => play.RecordingId == Air.Id(1)).State);
    }

    [Fact]
    public void Two_runs_of_one_song_never_share_a_second()
    {
        // The second run is heard from its middle, so its anchor reaches back into the first.
        var plays = new Air().Listens("09:50:00", "10:20:00").Fails("10:04:00").Fails("10:05:00")
            .Hears(1, "10:01:00", 0, length: 240).Hears(1, "10:02:00", 60, length: 240).Hears(1, "10:03:00", 120, length: 240)
            .Hears(1, "10:06:00", 100, length: 240).Hears(1, "10:07:00", 160, length: 240)
            .Merge().Plays;
        Assert.Equal(2, plays.Count);
        Lasts(plays[0], "10:01:00", "10:04:40"); // Its anchor reaches to 10:05:00, that of the second back to 10:04:20.
        Assert.Equal(plays[0].End, plays[1].Start);
        Assert.All(plays, play => Assert.Equal(PlayState.Confirmed, play.State));
    }
}
