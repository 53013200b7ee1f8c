using System.Text;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>Keeps prints in one file: "MPIX", version, profile id, count, then id and print of each recording.</summary>
internal static class IndexFile
{
    private const string Name = "prints.mpix";
    private const int Version = 1;

    public static void Save(string folder, FingerprintProfile profile, IEnumerable<ReferenceTrack> tracks)
    {
        Directory.CreateDirectory(folder);
        var (path, all) = (Path.Combine(folder, Name), tracks.OrderBy(t => t.Id, StringComparer.Ordinal).ToList());
        var draft = path + ".part";
        using (var writer = new BinaryWriter(File.Create(draft), Encoding.UTF8))
        {
            writer.Write("MPIX"u8);
            writer.Write(Version);
            writer.Write(profile.Id);
            writer.Write(all.Count);
            foreach (var track in all)
            {
                var bytes = track.ToPrint(profile).ToBytes();
                writer.Write(track.Id);
                writer.Write(bytes.Length);
                writer.Write(bytes);
            }
        }
        File.Move(draft, path, overwrite: true);
    }

    public static IEnumerable<KeyValuePair<string, Fingerprint>> Load(string folder, FingerprintProfile profile)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) throw new InvalidDataException($"There is no index in {folder}.");
        using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
        var prints = new List<KeyValuePair<string, Fingerprint>>();
        try
        {
            if (!reader.ReadBytes(4).AsSpan().SequenceEqual("MPIX"u8) || reader.ReadInt32() != Version)
                throw new InvalidDataException($"The file {path} is not an index of this version.");
            var profileId = reader.ReadString();
            if (profileId != profile.Id)
                throw new InvalidDataException($"The index is of profile {profileId}, not {profile.Id}: build it again.");
            var count = reader.ReadInt32();
            for (var i = 0; i < count; i++)
            {
                var (id, length) = (reader.ReadString(), reader.ReadInt32());
                if (length < 0 || length > reader.BaseStream.Length) throw new InvalidDataException("The index is damaged.");
                prints.Add(new(id, Fingerprint.FromBytes(reader.ReadBytes(length))));
            }
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"The index {path} is damaged.", e);
        }
        return prints;
    }
}
