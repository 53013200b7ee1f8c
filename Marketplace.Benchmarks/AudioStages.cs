using BenchmarkDotNet.Attributes;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;

namespace Marketplace.Benchmarks;

/// <summary>The stages of the ear, on synthesised songs: print a minute, find ten seconds, search ten unknown seconds.</summary>
[MemoryDiagnoser]
public class AudioStages
{
    private const int Rate = 8000;
    private readonly LandmarkIndex index = new();
    private float[] minute = [], known = [], unknown = [];

    /// <summary>Twelve songs in the catalogue.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        for (var seed = 0; seed < 12; seed++)
            index.Add($"s{seed}", Fingerprinter.Print(SongComposer.Compose(seed).Render(Rate), FingerprintProfile.Standard, PrintRole.Reference));
        var song = SongComposer.Compose(3).Render(Rate);
        (minute, known) = (song[..(60 * Rate)], song[(20 * Rate)..(30 * Rate)]);
        unknown = SongComposer.Compose(99).Render(Rate)[(20 * Rate)..(30 * Rate)];
    }

    /// <summary>Peaks of one minute of a reference.</summary>
    [Benchmark]
    public Fingerprint PrintMinute() => Fingerprinter.Print(minute, FingerprintProfile.Standard, PrintRole.Reference);

    /// <summary>Ten seconds at the right speed: the first path.</summary>
    [Benchmark]
    public IReadOnlyList<Match> QueryKnown() => index.Query(known);

    /// <summary>Ten seconds of an unknown song: the whole search over speed, tempo and pitch.</summary>
    [Benchmark]
    public IReadOnlyList<Match> QueryUnknown() => index.Query(unknown);
}
