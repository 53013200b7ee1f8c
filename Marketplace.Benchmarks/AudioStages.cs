using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;
using Marketplace.Audio.Tracking;

namespace Marketplace.Benchmarks;

/// <summary>The stages of the ear, on synthesised songs in a catalogue of 440 recordings: `make bench-audio`.</summary>
[Config(typeof(Quick))]
public class AudioStages
{
    private const int Rate = 8000, Songs = 40, CatalogueTracks = 440, TrailSeconds = 150;
    private static readonly FingerprintProfile Profile = FingerprintProfile.Standard;
    private readonly LandmarkIndex index = new();
    private readonly List<Landmark> pairs = [];
    private readonly Verifier verifier = new();
    private readonly PeakHistory history = new();
    private readonly ExtentFinder finder = new();
    private float[] minute = [], known = [];
    private Fingerprint minutePrint = null!, knownPrint = null!, unknownPrint = null!;
    private Candidate candidate;
    private ReferencePeaks reference = null!;
    private Trail trail = null!;

    /// <summary>Songs and variants of them as catalogue; ten seconds of one song and of an unknown one; a long song to follow.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var songs = Enumerable.Range(0, Songs).Select(s => SongComposer.Compose(s).Render(Rate)).ToList();
        var prints = songs.Select((s, i) => KeyValuePair.Create($"s{i}", Fingerprinter.Print(s, Profile, PrintRole.Reference))).ToList();
        index.AddRange(new ScaleCatalogue(prints, Profile).Prints(CatalogueTracks));
        (minute, known) = (songs[3][..(60 * Rate)], songs[3][(20 * Rate)..(30 * Rate)]);
        minutePrint = Fingerprinter.Print(minute, Profile, PrintRole.Reference);
        knownPrint = Fingerprinter.Print(known, Profile, PrintRole.Query);
        unknownPrint = Fingerprinter.Print(SongComposer.Compose(99).Render(Rate).AsSpan(20 * Rate, 10 * Rate), Profile, PrintRole.Query);
        verifier.Hear(knownPrint.Peaks);
        candidate = new(new ReferenceTrack("s3", prints[3].Value), new(1, 1, 20 * Profile.FramesPerSecond), true, 100);

        var stream = Enumerable.Range(0, 6).SelectMany(i => songs[i]).Take(TrailSeconds * Rate).ToArray();
        var heard = Fingerprinter.Print(stream, Profile, PrintRole.Query);
        history.Add(heard.Peaks.Span, 0, (long)(TrailSeconds * Profile.FramesPerSecond));
        reference = new("stream", Fingerprinter.Print(stream, Profile, PrintRole.Reference), Profile.FramesPerSecond);
        trail = Follow();
    }

    /// <summary>PCM → peaks, one minute of a reference.</summary>
    [Benchmark]
    public Fingerprint PeaksOfAMinute() => Fingerprinter.Print(minute, Profile, PrintRole.Reference);

    /// <summary>Peaks → pairs, the same minute.</summary>
    [Benchmark]
    public int PairsOfAMinute()
    {
        LandmarkHasher.Pair(minutePrint.Peaks.Span, Profile, Profile.ReferenceFanOut, 1, 1, pairs);
        return pairs.Count;
    }

    /// <summary>PCM → answer, ten seconds that are found by the first path.</summary>
    [Benchmark]
    public IReadOnlyList<Match> KnownFromPcm() => index.Query(known);

    /// <summary>Peaks → answer, the same.</summary>
    [Benchmark]
    public IReadOnlyList<Match> Known() => index.Query(knownPrint);

    /// <summary>Peaks → nothing at the right speed, ten seconds of an unknown song.</summary>
    [Benchmark]
    public IReadOnlyList<Match> UnknownFirstPath() => index.Query(unknownPrint, QueryOptions.Standard with { SearchSpeeds = false });

    /// <summary>Peaks → nothing at any speed, tempo or pitch: the whole search.</summary>
    [Benchmark]
    public IReadOnlyList<Match> UnknownWholeSearch() => index.Query(unknownPrint);

    /// <summary>One candidate looked at as 80 to 200 of a search are.</summary>
    [Benchmark]
    public float Look() => verifier.Look(candidate).Z;

    /// <summary>One candidate refined and verified as at most 16 of a search are.</summary>
    [Benchmark]
    public float Verify() => verifier.Verify(candidate)?.Z ?? 0;

    /// <summary>A trail over two and a half minutes.</summary>
    [Benchmark]
    public object FollowTrail() => Follow();

    /// <summary>Change points of that trail.</summary>
    [Benchmark]
    public double ChangePoints() => finder.Find(trail.Bins)?.Gain ?? 0;

    private Trail Follow()
    {
        var middle = TrailSeconds / 2 * Profile.FramesPerSecond;
        return new(reference, new(middle, middle, 1, 1), history, (middle - 250, middle + 250), 0, Profile);
    }

    /// <summary>Few runs, in this process: some minutes for all stages.</summary>
    private sealed class Quick : ManualConfig
    {
        public Quick()
        {
            AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
            AddDiagnoser(MemoryDiagnoser.Default);
        }
    }
}
