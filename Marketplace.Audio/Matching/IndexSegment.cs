using System.Numerics;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>Some recordings laid end to end on one time line, with their pairs sorted by key. Immutable.</summary>
/// <remarks>
/// A posting is five bytes: four for the frame on the time line, one for the low bits of the key. Voting needs no
/// track numbers, because a frame of the time line belongs to one recording only.
/// </remarks>
internal sealed class IndexSegment
{
    /// <summary>Silence between recordings on the time line, frames: longer than any window that is searched at once.</summary>
    private const uint GapFrames = 2000;
    private const int KeyBits = 22, MostRestBits = 8;
    private readonly uint[] starts;
    private readonly int restBits;
    private readonly int[] buckets;
    private readonly uint[] frames;
    private readonly byte[] rests;

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
        (buckets, frames, rests) = (new int[(1 << bucketBits) + 1], new uint[keys.Count], new byte[keys.Count]);
        Sort(keys, places);
    }

    public IReadOnlyList<ReferenceTrack> Tracks { get; }

    public int PostingCount => frames.Length;

    /// <summary>Bytes held by postings, buckets and peaks.</summary>
    public long Bytes => frames.Length * 5L + buckets.Length * 4L + Tracks.Sum(t => t.Times.Length * 7L);

    /// <summary>The range of postings that may hold this key; those with another <see cref="RestOf"/> do not.</summary>
    public (int From, int To) Bucket(int key) => (buckets[key >> restBits], buckets[(key >> restBits) + 1]);

    public byte RestOf(int key) => (byte)(key & ((1 << restBits) - 1));

    public ReadOnlySpan<byte> Rests => rests;

    public ReadOnlySpan<uint> Frames => frames;

    /// <summary>Length of the time line, frames.</summary>
    public uint Length { get; }

    /// <summary>Fuller buckets hold commonplaces and are passed over.</summary>
    public int MostBucketPostings => Math.Max(256, 16 * (frames.Length / buckets.Length));

    /// <summary>The recording that lies under most of a stretch of the time line, and where it starts there.</summary>
    public (ReferenceTrack Track, uint Start) At(long from, uint length)
    {
        // A stretch is shorter than the gaps, or nearly so: the one that begins before its middle.
        var middle = (uint)Math.Clamp(from + length / 2, 0, uint.MaxValue);
        var found = Array.BinarySearch(starts, middle);
        var t = Math.Max(0, found >= 0 ? found : ~found - 1);
        // It may lie before the start of the next by more than half.
        if (t + 1 < starts.Length && from + length > starts[t + 1]) t++;
        return (Tracks[t], starts[t]);
    }

    // Counting sort by bucket; inside a bucket the order is that of the time line.
    private void Sort(List<int> keys, List<uint> places)
    {
        foreach (var key in keys) buckets[(key >> restBits) + 1]++;
        for (var b = 1; b < buckets.Length; b++) buckets[b] += buckets[b - 1];
        var next = buckets.AsSpan(0, buckets.Length - 1).ToArray();
        for (var i = 0; i < keys.Count; i++)
        {
            var slot = next[keys[i] >> restBits]++;
            (frames[slot], rests[slot]) = (places[i], RestOf(keys[i]));
        }
    }
}
