using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Demo;

/// <summary>
/// Makes the demo's sound once and keeps it in the data folder: every song, the talk between, and each station's loop as one
/// constant-bit-rate file. The same seeds give the same sound on every machine.
/// </summary>
public sealed class DemoStudio(IConfiguration configuration, ILogger<DemoStudio> log)
{
    private const int SampleRateHz = 22_050;
    private const double BytesPerSecond = 8_000; // 64 kbit/s, constant.
    private const int FirstSongSeed = 101;

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(configuration.DataPath(), "demo")).FullName;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<string>> _files = [];

    /// <summary>The encoded song at a position of the cast; made if it is not there yet.</summary>
    public Task<string> Song(int index, CancellationToken ct) => Once($"song-{index}.mp3",
        () => SongComposer.Compose(FirstSongSeed + index).Render(SampleRateHz), ct);

    /// <summary>Length of a song as it is on file, seconds.</summary>
    public async Task<double> SongSeconds(int index, CancellationToken ct) => Seconds(await Song(index, ct));

    /// <summary>A station's loop and its file.</summary>
    public async Task<(DemoProgramme Programme, string File)> OnAir(int station, CancellationToken ct)
    {
        var sounds = new Dictionary<(DemoItemKind, int), string>();
        foreach (var item in DemoProgramme.Of(station, (_, _) => 0).Items)
            sounds[(item.Kind, item.Index)] = await Sound(item.Kind, item.Index, ct);
        var programme = DemoProgramme.Of(station, (kind, index) => Seconds(sounds[(kind, index)]));
        var file = await Make($"station-{DemoCast.Stations[station].Slug}.mp3", async target =>
        {
            await using var loop = File.Create(target);
            foreach (var item in programme.Items)
            {
                await using var part = File.OpenRead(sounds[(item.Kind, item.Index)]);
                await part.CopyToAsync(loop, CancellationToken.None);
            }
        }, ct);
        return (programme, file);
    }

    /// <summary>Whether the whole world was made for this day and address: a second start then has nothing to look for.</summary>
    public async Task<bool> IsComplete(string dayAndAddress, CancellationToken ct) =>
        File.Exists(MarkFile) && await File.ReadAllTextAsync(MarkFile, ct) == dayAndAddress;

    /// <summary>Remembers that the whole world is made for this day and address.</summary>
    public Task Complete(string dayAndAddress, CancellationToken ct) => File.WriteAllTextAsync(MarkFile, dayAndAddress, ct);

    private string MarkFile => Path.Combine(_folder, "complete.txt");

    private static double Seconds(string file) => new FileInfo(file).Length / BytesPerSecond;

    private Task<string> Sound(DemoItemKind kind, int index, CancellationToken ct) => kind switch
    {
        DemoItemKind.Song => Song(index, ct),
        DemoItemKind.Talk => Once($"talk-{index}.mp3", () => TalkSynth.Render(6 + index, index, SampleRateHz), ct),
        _ => Once($"jingle-{index}.mp3", () => JingleSynth.Render(index, SampleRateHz), ct),
    };

    private Task<string> Once(string name, Func<float[]> render, CancellationToken ct) => Make(name, async target =>
        await File.WriteAllBytesAsync(target, await AudioEncoder.Encode(render(), SampleRateHz, AudioEncoding.Mp3, CancellationToken.None), CancellationToken.None), ct);

    /// <summary>Whoever asks first makes the file; the others wait for it. A file is whole or not there.</summary>
    private Task<string> Make(string name, Func<string, Task> make, CancellationToken ct)
    {
        lock (_gate)
        {
            // A failed or cancelled try must not be remembered for ever.
            if (_files.TryGetValue(name, out var known) && !known.IsFaulted && !known.IsCanceled) return known.WaitAsync(ct);
            return (_files[name] = Task.Run(Made, CancellationToken.None)).WaitAsync(ct);
        }

        async Task<string> Made()
        {
            var path = Path.Combine(_folder, name);
            if (File.Exists(path)) return path;
            await make(path + ".part");
            File.Move(path + ".part", path, overwrite: true);
            log.LogInformation("Demo sound {Name} is ready", name);
            return path;
        }
    }
}
