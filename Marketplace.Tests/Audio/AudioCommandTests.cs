using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Marketplace.Cli.Commands;
using Xunit;

namespace Marketplace.Tests.Audio;

public sealed class AudioCommandTests(SoundKit kit) : IClassFixture<SoundKit>
{
    [Fact]
    public async Task Index_query_and_monitor_speak_the_agreed_tables()
    {
        using var folder = new TemporaryFolder();
        for (var song = 0; song < 2; song++) await Write(folder, $"t{song}.wav", kit.Songs[song]);
        await Write(folder, "clip.wav", kit.Cut(1, 30, 10));
        await Write(folder, "talk.wav", TalkSynth.Render(10, 1, SoundKit.Rate));
        await Write(folder, "log.wav", SoundKit.Join(TalkSynth.Render(10, 1, SoundKit.Rate), kit.Cut(0, 20, 40), TalkSynth.Render(10, 2, SoundKit.Rate)));
        await File.WriteAllTextAsync(folder["list.tsv"], $"a\t{folder["t0.wav"]}\nb\t{folder["t1.wav"]}\n");
        await File.WriteAllTextAsync(folder["clips.tsv"], $"c1\t{folder["clip.wav"]}\nc2\t{folder["talk.wav"]}\n");

        Assert.Equal(0, (await Run("audio", "index", folder["list.tsv"], folder["db"])).Code);
        var answers = (await Run("audio", "query", folder["clips.tsv"], folder["db"])).Output;
        Assert.Equal(["c1", "b"], answers[0].Split('\t')[..2]);
        Assert.Equal(30, double.Parse(answers[0].Split('\t')[2], System.Globalization.CultureInfo.InvariantCulture), tolerance: 0.1);
        Assert.Equal("c2\tnone\t0\t0", answers[1]);

        var play = Assert.Single((await Run("audio", "monitor", folder["log.wav"], folder["db"])).Output).Split('\t');
        Assert.Equal("a", play[0]);
        Assert.Equal(10, double.Parse(play[1], System.Globalization.CultureInfo.InvariantCulture), tolerance: 1.0);
        Assert.Equal(50, double.Parse(play[2], System.Globalization.CultureInfo.InvariantCulture), tolerance: 1.5);
    }

    [Fact]
    public async Task Wrong_input_is_told_in_one_line_with_code_two()
    {
        foreach (var words in new[] { new[] { "audio", "index" }, ["nonsense"], ["audio", "query", "/nowhere.tsv", "/nowhere"], ["audio", "monitor", "/nowhere.wav", "/nowhere"] })
        {
            var (code, output, errors) = await Run(words);
            Assert.Equal(2, code);
            Assert.Empty(output);
            Assert.Single(errors);
        }
        Assert.Equal(0, (await Run("--help")).Code);
    }

    private static async Task<(int Code, string[] Output, string[] Errors)> Run(params string[] words)
    {
        using StringWriter output = new(), errors = new();
        var code = await CommandTable.Run(words, output, errors, default);
        return (code, Lines(output), Lines(errors));
    }

    private static string[] Lines(StringWriter text) => text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Task Write(TemporaryFolder folder, string name, float[] samples) =>
        File.WriteAllBytesAsync(folder[name], Pcm.ToWav(samples, SoundKit.Rate));
}
