using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Audio.Landmarks;

/// <summary>The print of a piece of sound: its peaks in order of time. Immutable.</summary>
/// <remarks>
/// Pairs are made from the peaks when they are needed, so a stored print stays valid when only the pairing changes.
/// Stored form: "MPFP", version, profile id, seconds, count, peaks, first 8 bytes of SHA-256 over all before.
/// </remarks>
public sealed class Fingerprint
{
    private const byte Version = 1;
    private const int ChecksumBytes = 8;
    private const float TimeSteps = 16f, PitchSteps = 4096f, SalienceSteps = 4f, PitchOriginHz = 62.5f;
    private readonly Peak[] peaks;

    internal Fingerprint(string profileId, double durationSeconds, Peak[] peaks) =>
        (ProfileId, DurationSeconds, this.peaks) = (profileId, durationSeconds, peaks);

    /// <summary>Id of the profile it was made by; prints of other profiles cannot be compared with it.</summary>
    public string ProfileId { get; }

    /// <summary>Length of the sound, seconds.</summary>
    public double DurationSeconds { get; }

    /// <summary>The peaks, in order of time.</summary>
    public ReadOnlyMemory<Peak> Peaks => peaks;

    /// <summary>The stored form, about five bytes a peak.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.ASCII);
        writer.Write("MPFP"u8);
        writer.Write(Version);
        writer.Write(ProfileId);
        writer.Write(DurationSeconds);
        writer.Write7BitEncodedInt(peaks.Length);
        var before = 0;
        foreach (var peak in peaks)
        {
            var time = (int)MathF.Round(peak.Frame * TimeSteps);
            writer.Write7BitEncodedInt(time - before);
            writer.Write((ushort)Math.Clamp(MathF.Round(MathF.Log2(peak.Hz / PitchOriginHz) * PitchSteps), 0, ushort.MaxValue));
            writer.Write((byte)Math.Clamp(MathF.Round(peak.Salience * SalienceSteps), 0, byte.MaxValue));
            before = time;
        }
        writer.Flush();
        writer.Write(SHA256.HashData(stream.ToArray()).AsSpan(0, ChecksumBytes));
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="InvalidDataException">Not a print, damaged, or of an unknown version.</exception>
    public static Fingerprint FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 + 1 + ChecksumBytes || !bytes.StartsWith("MPFP"u8))
            throw new InvalidDataException("These bytes are not a fingerprint.");
        var body = bytes[..^ChecksumBytes];
        if (!SHA256.HashData(body).AsSpan(0, ChecksumBytes).SequenceEqual(bytes[^ChecksumBytes..]))
            throw new InvalidDataException("The fingerprint is damaged: its checksum does not fit.");
        if (body[4] != Version) throw new InvalidDataException($"Fingerprint version {body[4]} is unknown.");

        using var reader = new BinaryReader(new MemoryStream(body[5..].ToArray()), Encoding.ASCII);
        try
        {
            var (profileId, seconds, count) = (reader.ReadString(), reader.ReadDouble(), reader.Read7BitEncodedInt());
            if (count < 0 || count > body.Length) throw new InvalidDataException("The fingerprint states an impossible length.");
            var peaks = new Peak[count];
            var time = 0;
            for (var i = 0; i < count; i++)
            {
                time += reader.Read7BitEncodedInt();
                peaks[i] = new(time / TimeSteps, PitchOriginHz * MathF.Pow(2, reader.ReadUInt16() / PitchSteps),
                    reader.ReadByte() / SalienceSteps);
            }
            return new(profileId, seconds, peaks);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("The fingerprint ends too early.", e);
        }
    }
}
