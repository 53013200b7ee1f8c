using System.Collections.Concurrent;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;

namespace Marketplace.Cli.Commands;

/// <summary><c>audio index</c>: prints a list of recordings into a folder, replacing what was there.</summary>
internal static class AudioIndex
{
    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        var rows = await TabFile.Read(arguments[0], ct);
        if (rows.GroupBy(r => r.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CommandException($"The id {twice.Key} stands in the list twice.");
        var profile = FingerprintProfile.Standard;
        var prints = new ConcurrentDictionary<string, Fingerprint>();
        await Parallel.ForEachAsync(rows, ct, async (row, stop) =>
        {
            var samples = await Decode(row.Path, profile, stop);
            prints[row.Id] = Fingerprinter.Print(samples, profile, PrintRole.Reference);
        });
        var index = new LandmarkIndex(profile);
        index.AddRange(prints);
        index.Save(arguments[1]);
        await output.WriteLineAsync($"{index.Count} recordings, {prints.Values.Sum(p => p.DurationSeconds) / 3600:0.00} hours");
        return 0;
    }

    /// <summary>Decodes, and names the file when it cannot be.</summary>
    public static async Task<float[]> Decode(string path, FingerprintProfile profile, CancellationToken ct)
    {
        try
        {
            return await AudioFile.DecodeMono(path, profile.SampleRateHz, DecodeLimits.Standard, ct);
        }
        catch (DecodeException e)
        {
            throw new CommandException($"{path}: {e.Message} ({e.Code})");
        }
    }
}
