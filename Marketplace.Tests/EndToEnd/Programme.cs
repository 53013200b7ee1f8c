using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;

namespace Marketplace.Tests.EndToEnd;

/// <summary>A radio programme of our own synthesiser, with its log.</summary>
/// <param name="Samples">Shape [n], mono.</param>
/// <param name="Songs">Which song begins when, seconds from the start.</param>
internal sealed record Programme(float[] Samples, IReadOnlyList<(Song Song, double At)> Songs)
{
    public const int Rate = 16_000;

    public double Seconds => (double)Samples.Length / Rate;

    /// <summary>Talk, song, jingle, song, talk … until the length is reached.</summary>
    public static Programme Make(IReadOnlyList<Song> order, double atLeastSeconds)
    {
        List<float> samples = [];
        List<(Song, double)> log = [];
        for (var i = 0; samples.Count < atLeastSeconds * Rate; i++)
        {
            samples.AddRange(i % 2 == 0 ? TalkSynth.Render(18, i + 1, Rate) : JingleSynth.Render(i, Rate));
            log.Add((order[i % order.Count], (double)samples.Count / Rate));
            samples.AddRange(order[i % order.Count].Render(Rate));
        }
        samples.AddRange(TalkSynth.Render(20, 99, Rate));
        return new Programme([.. samples], log);
    }

    /// <summary>Encodes it once, so that feeding costs next to nothing.</summary>
    public async Task<string> WriteMp3(string folder)
    {
        var path = Path.Combine(folder, "programme.mp3");
        await File.WriteAllBytesAsync(path, await AudioEncoder.Encode(Samples, Rate, AudioEncoding.Mp3, CancellationToken.None));
        return path;
    }
}
