using System.Diagnostics;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;
using Xunit;

namespace Marketplace.Tests.Audio;

/// <summary>Twelve synthesised songs, indexed once for all tests, and the damage that radio does to them.</summary>
public sealed class SoundKit
{
    public const int Rate = 8000, SongCount = 12;

    // Nobody changes them, so one set serves every test class.
    private static readonly Lazy<float[][]> AllSongs =
        new(() => [.. Enumerable.Range(0, SongCount).Select(seed => SongComposer.Compose(seed).Render(Rate))]);
    private static readonly Lazy<Fingerprint[]> AllPrints =
        new(() => [.. AllSongs.Value.Select(s => Fingerprinter.Print(s, FingerprintProfile.Standard, PrintRole.Reference))]);
    private static readonly Lazy<LandmarkIndex> Catalogue = new(() =>
    {
        var index = new LandmarkIndex();
        index.AddRange(AllPrints.Value.Select((print, i) => KeyValuePair.Create(Name(i), print)));
        return index;
    });

    public float[][] Songs => AllSongs.Value;

    public Fingerprint[] Prints => AllPrints.Value;

    public LandmarkIndex Index => Catalogue.Value;

    public static string Name(int song) => $"song-{song}";

    public float[] Cut(int song, double from, double seconds) =>
        Songs[song].AsSpan((int)(from * Rate), (int)(seconds * Rate)).ToArray();

    public static float[] AtSpeed(float[] samples, double speed)
    {
        var changed = new float[(int)((samples.Length - 1) / speed)];
        for (var i = 0; i < changed.Length; i++)
        {
            var at = i * speed;
            changed[i] = (float)(samples[(int)at] + (samples[(int)at + 1] - samples[(int)at]) * (at - (int)at));
        }
        return changed;
    }

    /// <summary>Adds other sound at a level in dB against the first.</summary>
    public static float[] Mix(float[] samples, float[] other, double decibels)
    {
        var gain = (float)(Level(samples) / Level(other) * Math.Pow(10, decibels / 20));
        return [.. samples.Select((x, i) => x + gain * other[i])];
    }

    public static float[] Noise(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    public static float[] Join(params float[][] parts) => [.. parts.SelectMany(p => p)];

    /// <summary>Runs ffmpeg for the set-up of a test.</summary>
    public static async Task Ffmpeg(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments]))!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static double Level(float[] samples) => Math.Sqrt(samples.Average(x => (double)x * x));
}

/// <summary>A folder that goes away with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("audio-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
