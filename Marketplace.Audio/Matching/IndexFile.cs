using System.Security.Cryptography;
using System.Text;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>A folder of segments and the list of those that are in force: "index.mpix", replaced in one step.</summary>
internal static class IndexFile
{
    private const string ListName = "index.mpix", PartSuffix = ".mpseg", Header = "MPIX 2";
    private const long CheckedAtOpening = 256L << 20;

    /// <summary>Writes segments, one after the other; those of an earlier list are removed once the new list is in force.</summary>
    public static void Save(string folder, FingerprintProfile profile, IEnumerable<IndexSegment> segments)
    {
        Directory.CreateDirectory(folder);
        var earlier = Directory.GetFiles(folder, "*" + PartSuffix);
        var generation = Guid.NewGuid().ToString("N")[..12];
        var names = new List<string>();
        foreach (var segment in segments)
        {
            names.Add($"{generation}-{names.Count}{PartSuffix}");
            SegmentFile.Write(Path.Combine(folder, names[^1]), segment, profile);
        }
        PutInForce(folder, profile, names);
        foreach (var old in earlier) File.Delete(old);
    }

    /// <summary>Makes these files of the folder the index, in one step.</summary>
    public static void PutInForce(string folder, FingerprintProfile profile, IReadOnlyList<string> names)
    {
        var list = string.Join('\n', [Header, profile.Id, .. names]) + "\n";
        var draft = Path.Combine(folder, ListName + ".part");
        File.WriteAllText(draft, list + Sum(list) + "\n", Encoding.ASCII);
        File.Move(draft, Path.Combine(folder, ListName), overwrite: true);
    }

    /// <summary>Maps all segments in force. Small indexes are checked throughout, large ones by <paramref name="checkAll"/>.</summary>
    public static List<IndexSegment> Load(string folder, FingerprintProfile profile, bool checkAll)
    {
        var path = Path.Combine(folder, ListName);
        if (!File.Exists(path)) throw new InvalidDataException($"There is no index in {folder}.");
        var text = File.ReadAllText(path, Encoding.ASCII);
        var lines = text.Split('\n')[..^1];
        if (lines.Length < 3 || lines[0] != Header) throw new InvalidDataException($"The file {path} is not an index of this version.");
        var list = string.Join('\n', lines[..^1]) + "\n";
        if (text != list + Sum(list) + "\n") throw new InvalidDataException($"The index {path} is damaged.");
        if (lines[1] != profile.Id) throw new InvalidDataException($"The index is of profile {lines[1]}, not {profile.Id}: build it again.");
        var parts = lines[2..^1].Select(n => Path.Combine(folder, Path.GetFileName(n))).ToList();
        checkAll |= parts.Sum(p => File.Exists(p) ? new FileInfo(p).Length : 0) <= CheckedAtOpening;
        return [.. parts.Select(p => SegmentFile.Open(p, profile, checkAll))];
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))[..16];
}
