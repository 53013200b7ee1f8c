using Marketplace.Core.Radio;
using Marketplace.Core.Radio.UnknownMusic;

namespace Marketplace.Tests.Radio.UnknownMusic;

public sealed class UnknownTimelineTests
{
    private static readonly StationId Coast = StationId.New(), Hill = StationId.New();
    private static readonly DateTime Noon = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Parts_that_run_at_one_distance_twice_belong_together()
    {
        Airing[] verse = [At(Coast, 0), At(Hill, 4000)], chorus = [At(Coast, 70), At(Hill, 4071)];

        Assert.Equal(-70.5, UnknownTimeline.Distance(verse, chorus)!.Value.TotalSeconds);
        Assert.Equal(70.5, UnknownTimeline.Distance(chorus, verse)!.Value.TotalSeconds);
    }

    [Fact]
    public void One_meeting_or_distances_that_differ_prove_nothing()
    {
        Airing[] song = [At(Coast, 0), At(Coast, 4000)];

        Assert.Null(UnknownTimeline.Distance(song, [At(Coast, 70)]));
        Assert.Null(UnknownTimeline.Distance(song, [At(Coast, 70), At(Coast, 4090)]));
        Assert.Null(UnknownTimeline.Distance(song, [At(Hill, 70), At(Hill, 4070)]));
        Assert.Null(UnknownTimeline.Distance(song, [At(Coast, 500), At(Coast, 4500)]));
        Assert.Null(UnknownTimeline.Distance(song, []));
    }

    [Fact]
    public void A_piece_is_news_when_less_than_half_of_it_is_kept()
    {
        Assert.True(UnknownTimeline.IsNews([], 0, 10_000));
        Assert.True(UnknownTimeline.IsNews([(0, 10_000), (40_000, 10_000)], 20_000, 10_000));
        Assert.True(UnknownTimeline.IsNews([(0, 10_000)], 6_000, 10_000));
        Assert.False(UnknownTimeline.IsNews([(0, 10_000)], 4_000, 10_000));
        Assert.False(UnknownTimeline.IsNews([(0, 10_000)], -3_000, 10_000));
    }

    private static Airing At(StationId station, double seconds) => new(station, Noon.AddSeconds(seconds));
}
