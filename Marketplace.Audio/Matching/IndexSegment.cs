using System.Numerics;
using System.Runtime.InteropServices;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>Some recordings laid end to end on one time line, with their pairs sorted by key. Immutable.</summary>
/// <remarks>
/// A posting is five bytes: four for the frame on the time line, one for the low bits of the key. Voting needs no
/// track numbers, because a frame of the time line belongs to one recording only. The postings are memory of the process
/// or of a mapped file (<see cref="SegmentFile"/>); nothing here trusts them: a damaged posting proposes a wrong place, which verification refuses.
/// </remarks>
internal sealed class IndexSegment
{
    /// <summary>Bits of a key.</summary>
    public const int KeyBits = 22;

    /// <summary>Silence between recordings on the time line, frames: longer than any window that is searched at once.</summary>
    private const uint GapFrames = 2000;
    private const int MostRestBits = 8;
    private readonly uint[] starts;
    private readonly int restBits;
    private readonly ReadOnlyMemory<byte> buckets, frames, rests;

    public IndexSegment(IReadOnlyList<ReferenceTrack> tracks, FingerprintProfile profile)
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
        var bucketBits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, keys.Count / 8)), KeyBits - MostRestBits, KeyBits);
        restBits = KeyBits - bucketBits;
        var (allBuckets, allFrames, allRests) = (new byte[((1 << bucketBits) + 1) * sizeof(int)], new byte[keys.Count * sizeof(uint)], new byte[keys.Count]);
        (buckets, frames, rests) = (allBuckets, allFrames, allRests);
        Sort(keys, places, MemoryMarshal.Cast<byte, int>(allBuckets.AsSpan()), MemoryMarshal.Cast<byte, uint>(allFrames.AsSpan()), allRests);
    }

    /// <summary>A stored segment.</summary>
    public IndexSegment(IReadOnlyList<ReferenceTrack> tracks, uint[] starts, uint length, int bucketBits,
        ReadOnlyMemory<byte> buckets, ReadOnlyMemory<byte> frames, ReadOnlyMemory<byte> rests)
    {
        (Tracks, this.starts, Length, restBits) = (tracks, starts, length, KeyBits - bucketBits);
        (this.buckets, this.frames, this.rests) = (buckets, frames, rests);
    }

    public IReadOnlyList<ReferenceTrack> Tracks { get; }

    /// <summary>Where each recording starts on the time line, frames.</summary>
    public ReadOnlySpan<uint> Starts => starts;

    /// <summary>Length of the time line, frames.</summary>
    public uint Length { get; }

    /// <summary>Bits of a key that choose its bucket.</summary>
    public int BucketBits => KeyBits - restBits;

    public int PostingCount => rests.Length;

    /// <summary>Bytes held by postings, buckets and peaks.</summary>
    public long Bytes => rests.Length + frames.Length + (long)buckets.Length + Tracks.Sum(t => t.PeakCount * 6L);

    /// <summary>Start of each bucket among the postings, and the end of the last.</summary>
    public ReadOnlySpan<int> Buckets => MemoryMarshal.Cast<byte, int>(buckets.Span);

    public ReadOnlySpan<byte> Rests => rests.Span;

    public ReadOnlySpan<uint> Frames => MemoryMarshal.Cast<byte, uint>(frames.Span);

    /// <summary>Mean postings of a bucket, at least 16; much fuller ones hold commonplaces.</summary>
    public int UsualBucketPostings => Math.Max(16, PostingCount >> BucketBits);

    /// <summary>Low bits of a key, kept with the posting; the others choose the bucket.</summary>
    public int RestBits => restBits;

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

    // Counting sort by bucket; inside a bucket the order is that of the time line.
    private void Sort(List<int> keys, List<uint> places, Span<int> bucketOf, Span<uint> frameOf, Span<byte> restOf)
    {
        foreach (var key in keys) bucketOf[(key >> restBits) + 1]++;
        for (var b = 1; b < bucketOf.Length; b++) bucketOf[b] += bucketOf[b - 1];
        var next = bucketOf[..^1].ToArray();
        for (var i = 0; i < keys.Count; i++)
        {
            var slot = next[keys[i] >> restBits]++;
            (frameOf[slot], restOf[slot]) = (places[i], (byte)(keys[i] & ((1 << restBits) - 1)));
        }
    }
}
