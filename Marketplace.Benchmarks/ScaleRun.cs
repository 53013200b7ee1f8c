using System.Diagnostics;
using System.Globalization;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;

namespace Marketplace.Benchmarks;

/// <summary>A large catalogue: size, opening, memory, and clips of known and unknown sound asked of it.</summary>
internal static class ScaleRun
{
    private const int Rate = 8000, Songs = 40, UnknownSongs = 20;
    private static readonly FingerprintProfile Profile = FingerprintProfile.Standard;

    /// <summary>A piece of sound, what was done to it, and the recording it is of; null when it is of none.</summary>
    private sealed record Clip(string Condition, string? Track, Fingerprint Print);

    /// <param name="arguments">Folder of the catalogue, made when it is missing; recordings; then, for real music, folders of an index and of clips
    /// as the evaluation makes them (list.tsv, clips.tsv, truth.tsv), and which part of the clips is asked: 4 is every fourth.</param>
    public static async Task Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var (folder, tracks) = (arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture));
        var real = arguments.Length > 2;
        if (!File.Exists(Path.Combine(folder, "index.mpix")))
        {
            var before = Environment.CpuUsage.TotalTime;
            new ScaleCatalogue(real ? Originals(arguments[2], arguments[3]) : Synthesised(0, Songs), Profile).Write(folder, tracks);
            Console.WriteLine($"built and written in {(Environment.CpuUsage.TotalTime - before).TotalSeconds:0} s of processor time");
        }
        var clips = real ? await Clips(arguments[3], arguments.Length > 4 ? int.Parse(arguments[4], CultureInfo.InvariantCulture) : 4) : SynthesisedClips();
        GC.Collect();
        var (managed, private0) = (GC.GetTotalMemory(true), Status("RssAnon"));
        var watch = Stopwatch.StartNew();
        var index = LandmarkIndex.Load(folder);
        var opened = watch.Elapsed;
        var hours = HoursOf(folder);
        var disk = new DirectoryInfo(folder).GetFiles().Sum(f => f.Length);
        Console.WriteLine($"{index.Count} recordings, {hours:0.0} h; on disk {disk / 1e6:0.0} MB, {disk / 1e6 / hours:0.00} MB an hour; opened in {opened.TotalMilliseconds:0} ms, "
            + $"managed memory for it {(GC.GetTotalMemory(true) - managed) / 1e6:0.0} MB");
        Ask(index, clips);
        Console.WriteLine($"resident after {clips.Count} queries: private {Status("RssAnon") / 1e3:0} MB (before opening {private0 / 1e3:0}), mapped pages of files {Status("RssFile") / 1e3:0} MB");
    }

    private static void Ask(LandmarkIndex index, IReadOnlyList<Clip> clips)
    {
        foreach (var clip in clips.Take(20)) index.Query(clip.Print);
        Console.WriteLine("| condition | known | right | wrong | unknown | false | first path, ms of processor: mean | known, mean | unknown, mean |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        var all = new Tally();
        foreach (var condition in clips.GroupBy(c => c.Condition))
        {
            var here = new Tally();
            foreach (var clip in condition) here.Ask(index, clip);
            Console.WriteLine($"| {condition.Key} {here}");
            all.Add(here);
        }
        Console.WriteLine($"| all {all}");
    }

    /// <summary>What came of some clips.</summary>
    private sealed class Tally
    {
        private int known, right, wrong, unknown, falseAnswers;
        private double first, knownMs, unknownMs;

        public void Ask(LandmarkIndex index, Clip clip)
        {
            var start = Environment.CpuUsage.TotalTime;
            index.Query(clip.Print, QueryOptions.Standard with { SearchSpeeds = false });
            var middle = Environment.CpuUsage.TotalTime;
            var answer = index.Query(clip.Print) is [var best, ..] ? best.TrackId : null;
            var ms = (Environment.CpuUsage.TotalTime - middle).TotalMilliseconds;
            first += (middle - start).TotalMilliseconds;
            if (clip.Track is null) (unknown, unknownMs, falseAnswers) = (unknown + 1, unknownMs + ms, falseAnswers + (answer is null ? 0 : 1));
            else (known, knownMs, right, wrong) = (known + 1, knownMs + ms, right + (answer == clip.Track ? 1 : 0), wrong + (answer is null || answer == clip.Track ? 0 : 1));
        }

        public void Add(Tally other)
        {
            (known, right, wrong, unknown, falseAnswers) = (known + other.known, right + other.right, wrong + other.wrong, unknown + other.unknown, falseAnswers + other.falseAnswers);
            (first, knownMs, unknownMs) = (first + other.first, knownMs + other.knownMs, unknownMs + other.unknownMs);
        }

        public override string ToString() =>
            $"| {known} | {right} | {wrong} | {unknown} | {falseAnswers} | {first / (known + unknown):0.0} | {(known == 0 ? "" : $"{knownMs / known:0}")} | {(unknown == 0 ? "" : $"{unknownMs / unknown:0}")} |";
    }

    private static List<KeyValuePair<string, Fingerprint>> Originals(string index, string data)
    {
        var catalogue = LandmarkIndex.Load(index);
        return [.. Rows(data, "list.tsv").Select(r => KeyValuePair.Create(r[0], catalogue.PrintOf(r[0])!))];
    }

    private static async Task<IReadOnlyList<Clip>> Clips(string data, int each)
    {
        var (paths, clips) = (Rows(data, "clips.tsv").ToDictionary(r => r[0], r => r[1]), new List<Clip>());
        foreach (var row in Rows(data, "truth.tsv").Where(r => int.Parse(r[0].Split('_')[^1], CultureInfo.InvariantCulture) % each == 0))
        {
            var samples = await AudioFile.DecodeMono(paths[row[0]], Rate, DecodeLimits.Standard, default);
            clips.Add(new(row[1], row[2] == "none" ? null : row[2], Fingerprinter.Print(samples, Profile, PrintRole.Query)));
        }
        return clips;
    }

    private static IEnumerable<string[]> Rows(string folder, string file) => File.ReadLines(Path.Combine(folder, file)).Select(l => l.Split('\t'));

    private static List<KeyValuePair<string, Fingerprint>> Synthesised(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(s => KeyValuePair.Create($"s{s}", Fingerprinter.Print(SongComposer.Compose(s).Render(Rate), Profile, PrintRole.Reference)))];

    private static List<Clip> SynthesisedClips()
    {
        var (clips, random) = (new List<Clip>(), new Random(1));
        for (var s = 0; s < Songs + UnknownSongs; s++)
        {
            var clip = SongComposer.Compose(s).Render(Rate).AsSpan(25 * Rate, 10 * Rate).ToArray();
            var track = s < Songs ? $"s{s}" : null;
            clips.Add(new("clean", track, Fingerprinter.Print(clip, Profile, PrintRole.Query)));
            var loudness = MathF.Sqrt(clip.Sum(x => x * x) / clip.Length);
            // White noise as loud as the music: uniform numbers of this spread.
            for (var i = 0; i < clip.Length; i++) clip[i] += (random.NextSingle() * 2 - 1) * loudness * MathF.Sqrt(3);
            clips.Add(new("noise 0 dB", track, Fingerprinter.Print(clip, Profile, PrintRole.Query)));
        }
        return clips;
    }

    // Of the segments' own time lines, which is what the threshold counts by.
    private static double HoursOf(string folder) =>
        IndexFile.Load(folder, Profile, checkAll: false).Sum(s => s.Tracks.Sum(t => t.DurationSeconds)) / 3600;

    // Kilobytes of one kind of memory of this process.
    private static long Status(string name) => long.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith(name + ':', StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
