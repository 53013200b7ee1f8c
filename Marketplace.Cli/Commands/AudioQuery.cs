using System.Globalization;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;

namespace Marketplace.Cli.Commands;

/// <summary><c>audio query</c>: one line a clip with the surest recording, the offset of the clip's start in it, and the score.</summary>
internal static class AudioQuery
{
    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        var clips = await TabFile.Read(arguments[0], ct);
        var index = LandmarkIndex.Load(arguments[1]);
        foreach (var (id, path) in clips)
        {
            var matches = index.Query(await AudioIndex.Decode(path, FingerprintProfile.Standard, ct));
            await output.WriteLineAsync(matches is [var best, ..]
                ? string.Create(CultureInfo.InvariantCulture, $"{id}\t{best.TrackId}\t{best.AnchorSeconds:0.000}\t{best.Score:0.00000}")
                : $"{id}\tnone\t0\t0");
        }
        return 0;
    }
}
