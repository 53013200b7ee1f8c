using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;
using Xunit;

namespace Marketplace.Tests.Audio;

/// <summary>What a search costs beyond time, and that its shortcuts do not change what it finds.</summary>
public sealed class SearchWorkTests(SoundKit kit) : IClassFixture<SoundKit>
{
    private const int Rate = SoundKit.Rate;

    [Fact]
    public void A_search_allocates_its_answer_and_nothing_else()
    {
        var known = Fingerprinter.Print(kit.Cut(3, 20, 10), FingerprintProfile.Standard, PrintRole.Query);
        var unknown = Fingerprinter.Print(SongComposer.Compose(50).Render(Rate).AsSpan(20 * Rate, 10 * Rate), FingerprintProfile.Standard, PrintRole.Query);
        var heard = unknown.Peaks.ToArray();
        var proposed = new List<Alignment>();

        // A list; and with an answer its array and the match.
        Assert.InRange(Allocated(() => kit.Index.Query(unknown)), 0, 80);
        Assert.InRange(Allocated(() => kit.Index.Query(known)), 80, 300);
        Assert.InRange(Allocated(() => kit.Index.Propose(heard, QueryOptions.Standard, 5, proposed)), 0, 80);
    }

    [Fact]
    public void A_print_allocates_its_peaks_and_nothing_else()
    {
        var samples = kit.Cut(3, 20, 10);
        var peaks = Fingerprinter.Print(samples, FingerprintProfile.Standard, PrintRole.Query).Peaks.Length;

        Assert.InRange(Allocated(() => Fingerprinter.Print(samples, FingerprintProfile.Standard, PrintRole.Query)), peaks * 12, peaks * 12 + 200);
    }

    [Fact]
    public void A_small_and_a_large_bucket_directory_find_the_same()
    {
        var (small, large) = (Segment(bucketBits: null), Segment(IndexSegment.KeyBits));
        Assert.True(small.RestBits > 0);
        Assert.Equal(0, large.RestBits);
        Assert.Equal(sizeof(uint), large.PostingBytes);
        var window = Fingerprinter.Print(kit.Cut(5, 20, 10), FingerprintProfile.Standard, PrintRole.Query).Peaks.Span;

        foreach (var segment in new[] { small, large })
        {
            var best = new Searcher(FingerprintProfile.Standard).Search([segment], new HashSet<ReferenceTrack>(), window, QueryOptions.Standard)[0];
            Assert.Equal(SoundKit.Name(5), best.TrackId);
            Assert.Equal(20, best.AnchorSeconds, tolerance: 0.1);
        }
    }

    [Fact]
    public void The_floor_is_the_votes_of_the_last_place_that_is_wanted()
    {
        var (floor, random, all) = (new VoteFloor(), new Random(3), new List<int>());
        floor.Begin(20);
        for (var i = 0; i < 500; i++)
        {
            var votes = random.Next(100);
            floor.Add(votes);
            all.Add(votes);
            Assert.Equal(all.Count < 20 ? 0 : all.OrderDescending().ElementAt(19), floor.Least);
        }
    }

    private IndexSegment Segment(int? bucketBits) =>
        new([.. kit.Prints.Select((p, i) => new ReferenceTrack(SoundKit.Name(i), p))], FingerprintProfile.Standard, bucketBits);

    // The least of some runs: the first ones make the scratch.
    private static long Allocated(Action run)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
