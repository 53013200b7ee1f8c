using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>One segment as a file that is mapped, not read: head, directory, checksums, then the arrays as they lie in memory.</summary>
/// <remarks>
/// Head (64 bytes): "MPSG", version, bytes of directory, recordings, peaks, postings, bucket bits, length of the time line,
/// profile id (28 bytes), checksum of directory and checksums, checksum of the head. The arrays are checked in pieces of 1 MB:
/// a file of many gigabytes opens at once and is checked when there is time. Checksums are CRC-32C; numbers are little-endian.
/// </remarks>
internal static class SegmentFile
{
    private const int Version = 3, HeadBytes = 64, PieceBytes = 1 << 20, MostIdBytes = 200;

    /// <summary>Writes a segment; the file appears whole or not at all.</summary>
    public static void Write(string path, IndexSegment segment, FingerprintProfile profile)
    {
        var directory = Directory(segment);
        var peaks = segment.Tracks.Sum(t => t.PeakCount);
        var draft = path + ".part";
        using (var file = File.Create(draft))
        {
            // The sums are known when the arrays have been written: their place is left free.
            var sums = new byte[SumBytes(BodyBytes(peaks, segment.PostingCount, segment.BucketBits))];
            file.Position = HeadBytes + directory.Length + sums.Length;
            Body(segment, peaks, new PieceSums(file, sums));
            file.Position = 0;
            file.Write(Head(segment, profile, directory, sums, peaks));
            file.Write(directory);
            file.Write(sums);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }

    private static byte[] Head(IndexSegment segment, FingerprintProfile profile, byte[] directory, byte[] sums, int peaks)
    {
        var head = new byte[HeadBytes];
        "MPSG"u8.CopyTo(head);
        var numbers = MemoryMarshal.Cast<byte, int>(head.AsSpan());
        (numbers[1], numbers[2], numbers[3]) = (Version, directory.Length, segment.Tracks.Count);
        (numbers[4], numbers[5], numbers[6]) = (peaks, segment.PostingCount, segment.BucketBits);
        numbers[7] = (int)segment.Length;
        Encoding.ASCII.GetBytes(profile.Id.PadRight(24).AsSpan(0, 24), head.AsSpan(32));
        numbers[14] = (int)Sum(sums, Sum(directory));
        numbers[15] = (int)Sum(head.AsSpan(0, 60));
        return head;
    }

    /// <summary>Maps a segment.</summary>
    /// <param name="path">What <see cref="Write"/> made.</param>
    /// <param name="profile">Profile that it must be of.</param>
    /// <param name="checkAll">Whether the arrays are checked too, which reads the whole file.</param>
    /// <exception cref="InvalidDataException">Not a segment, damaged, or of another profile.</exception>
    public static IndexSegment Open(string path, FingerprintProfile profile, bool checkAll)
    {
        if (!File.Exists(path)) throw new InvalidDataException($"The index lacks its part {path}.");
        var file = new MappedBytes(path).Memory;
        var all = file.Span;
        if (all.Length < HeadBytes || !all.StartsWith("MPSG"u8)) throw Damaged(path);
        var numbers = MemoryMarshal.Cast<byte, int>(all[..HeadBytes]).ToArray();
        if (numbers[1] != Version) throw new InvalidDataException($"The index part {path} is of version {numbers[1]}, not {Version}.");
        if ((uint)numbers[15] != Sum(all[..60])) throw Damaged(path);
        var id = Encoding.ASCII.GetString(all.Slice(32, 24)).TrimEnd();
        if (id != profile.Id) throw new InvalidDataException($"The index is of profile {id}, not {profile.Id}: build it again.");

        var (directoryBytes, count, peaks, postings, bucketBits) = (numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
        if (directoryBytes < 0 || count < 0 || peaks < 0 || postings < 0 || bucketBits is < 14 or > IndexSegment.KeyBits) throw Damaged(path);
        var bodyBytes = BodyBytes(peaks, postings, bucketBits);
        var sumBytes = SumBytes(bodyBytes);
        if (HeadBytes + directoryBytes + sumBytes + bodyBytes != all.Length) throw Damaged(path);
        var directory = all.Slice(HeadBytes, directoryBytes);
        var sums = all.Slice(HeadBytes + directoryBytes, sumBytes);
        if ((uint)numbers[14] != Sum(sums, Sum(directory))) throw Damaged(path);
        var body = file[(HeadBytes + directoryBytes + sumBytes)..];
        if (checkAll) Check(body.Span, sums, path);
        return Read(directory, body, count, peaks, postings, bucketBits, (uint)numbers[7], path);
    }

    private static IndexSegment Read(
        ReadOnlySpan<byte> directory, ReadOnlyMemory<byte> body, int count, int peaks, int postings, int bucketBits, uint length, string path)
    {
        var (times, pitches) = (body[..(peaks * 4)], body.Slice(peaks * 4, peaks * 2));
        var rest = body[(peaks * 6 + Padding(peaks))..];
        var bucketBytes = ((1 << bucketBits) + 1) * 4;
        var (tracks, starts) = (new ReferenceTrack[count], new uint[count]);
        using var reader = new BinaryReader(new MemoryStream(directory.ToArray()), Encoding.UTF8);
        try
        {
            var first = 0;
            for (var t = 0; t < count; t++)
            {
                var (id, seconds, many) = (reader.ReadString(), reader.ReadDouble(), reader.ReadInt32());
                starts[t] = reader.ReadUInt32();
                if (many < 0 || many > peaks - first || id.Length is 0 or > MostIdBytes) throw Damaged(path);
                tracks[t] = new(id, seconds, times.Slice(first * 4, many * 4), pitches.Slice(first * 2, many * 2));
                first += many;
            }
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"The index part {path} is damaged.", e);
        }
        return new(tracks, starts, length, bucketBits, rest[..bucketBytes], rest.Slice(bucketBytes, postings * IndexSegment.BytesOfPosting(bucketBits)));
    }

    private static void Check(ReadOnlySpan<byte> body, ReadOnlySpan<byte> sums, string path)
    {
        for (var i = 0; i * 4 < sums.Length; i++)
        {
            var piece = body.Slice(i * PieceBytes, Math.Min(PieceBytes, body.Length - i * PieceBytes));
            if (Sum(piece) != BinaryPrimitives.ReadUInt32LittleEndian(sums[(i * 4)..])) throw Damaged(path);
        }
    }

    private static byte[] Directory(IndexSegment segment)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        for (var t = 0; t < segment.Tracks.Count; t++)
        {
            var track = segment.Tracks[t];
            writer.Write(track.Id);
            writer.Write(track.DurationSeconds);
            writer.Write(track.PeakCount);
            writer.Write(segment.Starts[t]);
        }
        // A multiple of four, so that the arrays behind it lie aligned.
        while (stream.Length % 4 != 0) writer.Write((byte)0);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Body(IndexSegment segment, int peaks, PieceSums output)
    {
        foreach (var track in segment.Tracks) output.Write(MemoryMarshal.AsBytes(track.Times));
        foreach (var track in segment.Tracks) output.Write(MemoryMarshal.AsBytes(track.Pitches));
        output.Write(stackalloc byte[Padding(peaks)]);
        output.Write(MemoryMarshal.AsBytes(segment.Buckets));
        output.Write(segment.Postings);
        output.Finish();
    }

    private static long BodyBytes(int peaks, int postings, int bucketBits) =>
        peaks * 6L + Padding(peaks) + ((1L << bucketBits) + 1) * sizeof(int) + postings * (long)IndexSegment.BytesOfPosting(bucketBits);

    private static int SumBytes(long bodyBytes) => (int)((bodyBytes + PieceBytes - 1) / PieceBytes) * sizeof(uint);

    private static int Padding(int peaks) => peaks % 2 * 2;

    private static uint Sum(ReadOnlySpan<byte> bytes, uint seed = uint.MaxValue)
    {
        var sum = seed;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) sum = BitOperations.Crc32C(sum, word);
        foreach (var last in bytes[(bytes.Length / 8 * 8)..]) sum = BitOperations.Crc32C(sum, last);
        return sum;
    }

    /// <summary>Writes the arrays piece by piece and keeps the checksum of each piece.</summary>
    private sealed class PieceSums(Stream file, byte[] sums)
    {
        private readonly byte[] piece = new byte[PieceBytes];
        private int filled, done;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            while (bytes.Length > 0)
            {
                var taken = Math.Min(bytes.Length, PieceBytes - filled);
                bytes[..taken].CopyTo(piece.AsSpan(filled));
                filled += taken;
                bytes = bytes[taken..];
                if (filled == PieceBytes) Finish();
            }
        }

        /// <summary>Writes what is left of the last piece.</summary>
        public void Finish()
        {
            if (filled == 0) return;
            BinaryPrimitives.WriteUInt32LittleEndian(sums.AsSpan(done++ * sizeof(uint)), Sum(piece.AsSpan(0, filled)));
            file.Write(piece, 0, filled);
            filled = 0;
        }
    }

    private static InvalidDataException Damaged(string path) => new($"The index part {path} is damaged.");
}
