using System.Globalization;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Tracking;

namespace Marketplace.Cli.Commands;

/// <summary><c>audio edits</c>: splices edits, copies and remixes of a catalogue's own recordings and tells, case by case, what is heard of them. Rows of a Markdown table.</summary>
internal static class AudioEdits
{
    private const int MostRecordings = 12;
    private const double LeastSeconds = 100, MostSeconds = 240;

    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        var profile = FingerprintProfile.Standard;
        var index = LandmarkIndex.Load(arguments[1]);
        var sounds = await Sounds(await TabFile.Read(arguments[0], ct), index, profile, ct);
        if (sounds.Count < 2) throw new CommandException($"{arguments[0]} has fewer than two recordings of {LeastSeconds:0} s or more that the index knows.");

        var results = new List<(EditCase Case, bool IsRight, double PaidTwice)>();
        for (var i = 0; i < sounds.Count; i++)
            results.AddRange(Hear(index, sounds[i].Id, sounds[i].Sound, sounds[(i + 1) % sounds.Count], profile, ct));

        await output.WriteLineAsync("| case | rule | as the rules say | seconds paid twice |\n|---|---|---|---|");
        foreach (var group in results.GroupBy(r => (r.Case.Name, r.Case.Rule)))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"| {group.Key.Name} | {group.Key.Rule} | {group.Count(r => r.IsRight)} of {group.Count()} | {group.Sum(r => r.PaidTwice):0} |"));
        return 0;
    }

    private static IEnumerable<(EditCase, bool, double)> Hear(
        LandmarkIndex index, string id, float[] sound, (string Id, float[] Sound) other, FingerprintProfile profile, CancellationToken ct)
    {
        // The remix is made of another recording; were that in the catalogue too, both would be right.
        index.Remove(other.Id);
        foreach (var edit in EditCases.Of(id, sound, other.Sound, profile.SampleRateHz))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var (added, samples) in edit.Added) index.Add(added, Fingerprinter.Print(samples, profile, PrintRole.Reference));
            var monitor = new StreamMonitor(index);
            List<Play> plays = [.. monitor.Push(edit.OnAir), .. monitor.Finish()];
            foreach (var (added, _) in edit.Added) index.Remove(added);
            var isRight = edit.Expected(plays);
            if (!isRight) Explain(edit, id, plays);
            yield return (edit, isRight, EditCases.PaidTwice(plays));
        }
        index.Add(other.Id, Fingerprinter.Print(other.Sound, profile, PrintRole.Reference));
    }

    private static void Explain(EditCase edit, string id, List<Play> plays)
    {
        var heard = plays.Select(p => string.Create(CultureInfo.InvariantCulture,
            $"{p.TrackId} {p.StartSeconds:0.0}-{p.EndSeconds:0.0}{(p.RivalTrackId is { } rival ? $" (like {rival})" : "")}"));
        Console.Error.WriteLine($"{id}, {edit.Name}: {string.Join("; ", heard)}");
    }

    private static async Task<List<(string Id, float[] Sound)>> Sounds(
        IReadOnlyList<(string Id, string Path)> rows, LandmarkIndex index, FingerprintProfile profile, CancellationToken ct)
    {
        List<(string, float[])> sounds = [];
        // Spread over the list, which is often sorted by artist.
        var step = Math.Max(1, rows.Count / (2 * MostRecordings));
        for (var i = 0; i < rows.Count && sounds.Count < MostRecordings; i += step)
        {
            if (!index.Contains(rows[i].Id)) continue;
            var sound = await AudioIndex.Decode(rows[i].Path, profile, ct);
            if (sound.Length >= LeastSeconds * profile.SampleRateHz) sounds.Add((rows[i].Id, sound[..Math.Min(sound.Length, (int)(MostSeconds * profile.SampleRateHz))]));
        }
        return sounds;
    }
}
