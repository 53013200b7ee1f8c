using System.Runtime.InteropServices;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>The pairs of what is heard under one hypothesis, looked up in a segment. One object serves one thread.</summary>
/// <remarks>
/// First the bucket of every pair, then the run of its key in that bucket, then the frames of the run; each is asked for some pairs ahead of its use.
/// Where a segment is so large that this would be too many votes, the longest runs are left out: a right pair is as likely to be rare as common,
/// so rare ones give most right votes for the work.
/// </remarks>
internal sealed class Lookup(FingerprintProfile profile)
{
    private const int AheadPairs = 16, GuessMargin = 16, SizeClasses = 128;
    private readonly List<Landmark> pairs = [];
    private readonly int[] classes = new int[SizeClasses];

    // Of each pair: place of its bucket among the postings, then of its first frame among the bytes; and how many.
    private (int At, int Count)[] runs = [];
    private float tempo;

    /// <summary>Takes the pairs of peaks as they would be if the sound were unchanged.</summary>
    public void Take(ReadOnlySpan<Peak> peaks, int fanOut, Hypothesis hypothesis)
    {
        tempo = hypothesis.Tempo;
        LandmarkHasher.Pair(peaks, profile, fanOut, hypothesis.Tempo, hypothesis.Pitch, pairs);
        if (runs.Length < pairs.Count) runs = new (int, int)[pairs.Count * 2];
    }

    /// <summary>Finds the postings of each pair.</summary>
    /// <param name="segment">Where.</param>
    /// <param name="crowd">Buckets this many times fuller than usual hold commonplaces and are passed over.</param>
    /// <param name="votesOfPair">Votes that are counted at most, in the mean of all pairs.</param>
    public void Find(IndexSegment segment, int crowd, int votesOfPair)
    {
        Buckets(segment, crowd * segment.UsualBucketPostings);
        var most = votesOfPair * pairs.Count;
        if (Narrow(segment) > most) LeaveOutLongest(most);
    }

    /// <summary>One vote for each posting of each pair.</summary>
    /// <param name="segment">The segment of the last <see cref="Find"/>.</param>
    /// <param name="bias">Added to all places, so that none is negative.</param>
    /// <param name="binShift">Places of one cell, as a power of two.</param>
    /// <param name="cells">Cells of a <see cref="VoteGrid"/>.</param>
    public void Vote(IndexSegment segment, uint bias, int binShift, Span<ushort> cells)
    {
        var postings = segment.Postings;
        var keys = CollectionsMarshal.AsSpan(pairs);
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + AheadPairs < keys.Length) PostingScan.Ahead(postings, runs[i + AheadPairs].At);
            PostingScan.Vote(FramesOf(postings, i), bias - (uint)(keys[i].Frame * tempo), binShift, cells);
        }
    }

    /// <summary>The same votes again, for each place by itself: those whose cell has so many votes.</summary>
    public void Unfold(IndexSegment segment, uint bias, int binShift, ReadOnlySpan<ushort> cells, int least, VoteTable votes)
    {
        var postings = segment.Postings;
        var keys = CollectionsMarshal.AsSpan(pairs);
        for (var i = 0; i < keys.Length; i++)
        {
            var shift = bias - (uint)(keys[i].Frame * tempo);
            foreach (var frame in FramesOf(postings, i))
            {
                var place = (frame + shift) >> binShift;
                if (cells[VoteGrid.CellOf(place)] >= least) votes.Add(place);
            }
        }
    }

    private ReadOnlySpan<uint> FramesOf(ReadOnlySpan<byte> postings, int pair) =>
        MemoryMarshal.Cast<byte, uint>(postings.Slice(runs[pair].At, runs[pair].Count * sizeof(uint)));

    private void Buckets(IndexSegment segment, int mostPostings)
    {
        var starts = segment.Buckets;
        var keys = CollectionsMarshal.AsSpan(pairs);
        var (restBits, end) = (segment.RestBits, segment.PostingCount);
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + AheadPairs < keys.Length) PostingScan.Ahead(starts, keys[i + AheadPairs].Key >> restBits);
            var bucket = keys[i].Key >> restBits;
            var (from, to) = (starts[bucket], Math.Min(starts[bucket + 1], end));
            // A damaged directory may say anything.
            runs[i] = from >= 0 && to > from && to - from <= mostPostings ? (from, to - from) : default;
        }
    }

    private long Narrow(IndexSegment segment)
    {
        var postings = segment.Postings;
        var keys = CollectionsMarshal.AsSpan(pairs);
        var (restMask, postingBytes, total) = ((1 << segment.RestBits) - 1, segment.PostingBytes, 0L);
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + AheadPairs < keys.Length)
            {
                var (next, many) = runs[i + AheadPairs];
                PostingScan.Ahead(postings, next * postingBytes + Guess(many, keys[i + AheadPairs].Key & restMask, segment.RestBits));
            }
            var (from, count) = runs[i];
            var at = from * postingBytes;
            if (restMask == 0) runs[i] = (at, count);
            else
            {
                var rest = keys[i].Key & restMask;
                var (first, found) = PostingScan.RunOf(postings.Slice(at, count), (byte)rest, Guess(count, rest, segment.RestBits));
                runs[i] = (at + count + first * sizeof(uint), found);
            }
            total += runs[i].Count;
        }
        return total;
    }

    // The low bits of a key are those of a distance in time and nearly evenly spread; some places to the left, because the run must not begin before.
    private static int Guess(int count, int rest, int restBits) => (count * rest >> restBits) - GuessMargin - (count >> 4);

    // Runs are counted in classes of a quarter of an octave; the classes are filled from the shortest while they fit.
    private void LeaveOutLongest(int most)
    {
        var all = runs.AsSpan(0, pairs.Count);
        Array.Clear(classes);
        foreach (var (_, count) in all) classes[ClassOf(count)] += count;
        var (left, cut) = (most, 0);
        while (cut < SizeClasses && classes[cut] <= left) left -= classes[cut++];
        foreach (ref var run in all)
            if (ClassOf(run.Count) >= cut) run.Count = 0;
    }

    private static int ClassOf(int postings) => postings == 0 ? 0 : (int)(4 * MathF.Log2(postings));
}
