using System.Numerics;
using System.Runtime.InteropServices;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>Some recordings laid end to end on one time line, with their pairs sorted by key. Immutable.</summary>
/// <remarks>
/// A posting is five bytes: four for the frame on the time line, one for the low bits of the key (its rest). A bucket of n postings is one block of 5·n bytes,
/// first all rests, ascending, then all frames: a look-up touches one place of the memory. A large segment has a bucket for each key and needs no rests. Voting needs no
/// track numbers, because a frame of the time line belongs to one recording only. The postings are memory of the process
/// or of a mapped file (<see cref="SegmentFile"/>); nothing here trusts them: a damaged posting proposes a wrong place, which verification refuses.
/// </remarks>
internal sealed class IndexSegment
{
    /// <summary>Bits of a key.</summary>
    public const int KeyBits = 22;

    // From here on a directory of all keys costs less than the rests.
    private const int DirectPostings = 3 << KeyBits;

    /// <summary>Silence between recordings on the time line, frames: longer than any window that is searched at once.</summary>
    private const uint GapFrames = 2000;
    private const int MostRestBits = 8;
    private readonly uint[] starts;
    private readonly int restBits;
    private readonly ReadOnlyMemory<byte> buckets, postings;

    /// <summary>Lays recordings out.</summary>
    /// <param name="tracks">The recordings.</param>
    /// <param name="profile">The profile of their prints.</param>
    /// <param name="bucketBits">Bits of a key that choose its bucket, 14 to <see cref="KeyBits"/>; null for what takes least room.</param>
    public IndexSegment(IReadOnlyList<ReferenceTrack> tracks, FingerprintProfile profile, int? bucketBits = null)
    {
        Tracks = tracks;
        starts = new uint[tracks.Count];
        var (keys, places) = (new List<int>(), new List<uint>());
        var pairs = new List<Landmark>();
        uint at = GapFrames;
        for (var t = 0; t < tracks.Count; t++)
        {
            starts[t] = at;
            LandmarkHasher.Pair(tracks[t].ToPrint(profile).Peaks.Span, profile, profile.ReferenceFanOut, 1, 1, pairs);
            foreach (var pair in pairs)
            {
                keys.Add(pair.Key);
                places.Add(at + (uint)MathF.Round(pair.Frame));
            }
            at = checked(at + tracks[t].Frames(profile) + GapFrames);
        }
        Length = at;
        restBits = KeyBits - (bucketBits ?? (keys.Count >= DirectPostings ? KeyBits
            : Math.Clamp(BitOperations.Log2((uint)Math.Max(1, keys.Count / 8)), KeyBits - MostRestBits, KeyBits)));
        var (allBuckets, allPostings) = (new byte[((1 << BucketBits) + 1) * sizeof(int)], new byte[keys.Count * PostingBytes]);
        (buckets, postings) = (allBuckets, allPostings);
        Sort(CollectionsMarshal.AsSpan(keys), CollectionsMarshal.AsSpan(places), MemoryMarshal.Cast<byte, int>(allBuckets.AsSpan()), allPostings);
    }

    /// <summary>A stored segment.</summary>
    public IndexSegment(IReadOnlyList<ReferenceTrack> tracks, uint[] starts, uint length, int bucketBits,
        ReadOnlyMemory<byte> buckets, ReadOnlyMemory<byte> postings)
    {
        (Tracks, this.starts, Length, restBits) = (tracks, starts, length, KeyBits - bucketBits);
        (this.buckets, this.postings) = (buckets, postings);
    }

    public IReadOnlyList<ReferenceTrack> Tracks { get; }

    /// <summary>Where each recording starts on the time line, frames.</summary>
    public ReadOnlySpan<uint> Starts => starts;

    /// <summary>Length of the time line, frames.</summary>
    public uint Length { get; }

    /// <summary>Bits of a key that choose its bucket.</summary>
    public int BucketBits => KeyBits - restBits;

    /// <summary>Bytes of a posting.</summary>
    public int PostingBytes => BytesOfPosting(BucketBits);

    public int PostingCount => postings.Length / PostingBytes;

    /// <summary>Bytes held by postings, buckets and peaks.</summary>
    public long Bytes => postings.Length + (long)buckets.Length + Tracks.Sum(t => t.PeakCount * 6L);

    /// <summary>Start of each bucket among the postings, and the end of the last.</summary>
    public ReadOnlySpan<int> Buckets => MemoryMarshal.Cast<byte, int>(buckets.Span);

    /// <summary>The blocks of all buckets, one behind the other: bucket b begins at byte <see cref="PostingBytes"/>·Buckets[b].</summary>
    public ReadOnlySpan<byte> Postings => postings.Span;

    /// <summary>Mean postings of a bucket, at least 16; much fuller ones hold commonplaces.</summary>
    public int UsualBucketPostings => Math.Max(16, PostingCount >> BucketBits);

    /// <summary>Low bits of a key, kept with the posting; the others choose the bucket.</summary>
    public int RestBits => restBits;

    /// <summary>Bytes of a posting in a segment with so many buckets, as a power of two.</summary>
    public static int BytesOfPosting(int bucketBits) => bucketBits == KeyBits ? sizeof(uint) : sizeof(uint) + 1;

    /// <summary>The recording that lies under most of a stretch of the time line, and where it starts there.</summary>
    public (ReferenceTrack Track, uint Start) At(long from, uint length)
    {
        var middle = (uint)Math.Clamp(from + length / 2, 0, uint.MaxValue);
        var found = Array.BinarySearch(starts, middle);
        var t = Math.Max(0, found >= 0 ? found : ~found - 1);
        // Stretches are shorter than the gaps or nearly so: one that reaches the next recording does not mean this one.
        if (t + 1 < starts.Length && from + length > starts[t + 1]) t++;
        return (Tracks[t], starts[t]);
    }

    // Counting sort by bucket, in the order of the time line; then each bucket by rest.
    private void Sort(ReadOnlySpan<int> keys, ReadOnlySpan<uint> places, Span<int> bucketOf, Span<byte> blocks)
    {
        foreach (var key in keys) bucketOf[(key >> restBits) + 1]++;
        for (var b = 1; b < bucketOf.Length; b++) bucketOf[b] += bucketOf[b - 1];
        var next = bucketOf[..^1].ToArray();
        for (var i = 0; i < keys.Length; i++)
        {
            var (from, to) = (bucketOf[keys[i] >> restBits], bucketOf[(keys[i] >> restBits) + 1]);
            var place = next[keys[i] >> restBits]++ - from;
            var block = blocks[(from * PostingBytes)..];
            if (restBits > 0) block[place] = (byte)(keys[i] & ((1 << restBits) - 1));
            MemoryMarshal.Write(block[((to - from) * (PostingBytes - sizeof(uint)) + place * sizeof(uint))..], places[i]);
        }
        if (restBits == 0) return;
        var sorted = Array.Empty<ulong>();
        for (var b = 0; b + 1 < bucketOf.Length; b++)
        {
            var count = bucketOf[b + 1] - bucketOf[b];
            if (count < 2) continue;
            if (sorted.Length < count) sorted = new ulong[count * 2];
            SortBlock(blocks.Slice(bucketOf[b] * PostingBytes, count * PostingBytes), sorted.AsSpan(0, count));
        }
    }

    private static void SortBlock(Span<byte> block, Span<ulong> sorted)
    {
        var rests = block[..sorted.Length];
        var frames = block[sorted.Length..];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = (ulong)rests[i] << 32 | MemoryMarshal.Read<uint>(frames[(i * sizeof(uint))..]);
        sorted.Sort();
        for (var i = 0; i < sorted.Length; i++)
        {
            rests[i] = (byte)(sorted[i] >> 32);
            MemoryMarshal.Write(frames[(i * sizeof(uint))..], (uint)sorted[i]);
        }
    }
}
