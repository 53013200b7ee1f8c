using System.Diagnostics;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Xunit;

namespace Marketplace.Tests.Audio;

public sealed class DecodingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("wav", "wav", "pcm_s16le")]
    [InlineData("mp3", "mp3", "mp3", "-c:a", "libmp3lame")]
    [InlineData("flac", "flac", "flac")]
    [InlineData("ogg", "ogg", "vorbis", "-c:a", "libvorbis")]
    [InlineData("opus", "ogg", "opus", "-c:a", "libopus")]
    [InlineData("m4a", "mov", "aac", "-c:a", "aac")]
    public async Task Every_accepted_format_is_decoded_whatever_its_name(string extension, string container, string codec, params string[] encoder)
    {
        await WriteWav("in.wav", JingleSynth.Render(1, 22050), 22050);
        await SoundKit.Ffmpeg(["-i", folder["in.wav"], "-metadata", "title=Nsuo ₵", "-metadata", "artist=Ama", .. encoder, folder["out." + extension]]);
        File.Move(folder["out." + extension], folder["-y http:strange.txt"]);

        var probe = await AudioFile.Probe(folder["-y http:strange.txt"], default);
        var samples = await AudioFile.DecodeMono(folder["-y http:strange.txt"], 8000, DecodeLimits.Standard, default);

        Assert.Equal((container, codec, 1), (probe.Container, probe.Codec, probe.Channels));
        if (container != "wav") Assert.Equal(("Nsuo ₵", "Ama"), (probe.Title, probe.Artist));
        var seconds = JingleSynth.Render(1, 22050).Length / 22050.0;
        Assert.Equal(seconds, probe.Seconds, tolerance: 0.1);
        Assert.Equal(seconds, samples.Length / 8000.0, tolerance: 0.1);
        Assert.InRange(samples.Max(), 0.5f, 1f);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXTINF:1,x\nfile:///etc/passwd\n")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:18101/x.ts\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd\n")]
    [InlineData("[playlist]\nFile1=http://127.0.0.1:18101/\n")]
    [InlineData("just words")]
    [InlineData("")]
    public async Task Playlists_and_scripts_named_mp3_are_refused(string text)
    {
        await File.WriteAllTextAsync(folder["song.mp3"], text);
        Assert.Equal("audio.unsupported", await Refusal("song.mp3"));
    }

    [Fact]
    public async Task A_playlist_behind_a_true_header_is_refused_too()
    {
        await File.WriteAllTextAsync(folder["a.mp3"], "ID3\u0003\0\0\0\0\0\0#EXTM3U\nhttp://127.0.0.1:18101/\n");
        await File.WriteAllTextAsync(folder["b.wav"], "RIFF\u0001\u0001\0\0WAVEffconcat version 1.0\nfile /etc/passwd\n");
        Assert.StartsWith("audio.", await Refusal("a.mp3"), StringComparison.Ordinal);
        Assert.StartsWith("audio.", await Refusal("b.wav"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_and_missing_files_are_refused()
    {
        var bytes = new byte[50_000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(folder["noise.flac"], bytes);
        Assert.Equal("audio.unsupported", await Refusal("noise.flac"));
        Assert.Equal("audio.unreadable", await Refusal("missing.wav"));
    }

    [Theory]
    [InlineData("wav")]
    [InlineData("flac")]
    [InlineData("mp3")]
    public async Task A_truncated_file_says_so(string extension)
    {
        await WriteWav("in.wav", TalkSynth.Render(20, 1, 22050), 22050);
        await SoundKit.Ffmpeg("-i", folder["in.wav"], folder["out." + extension]);
        var bytes = await File.ReadAllBytesAsync(folder["out." + extension]);
        await File.WriteAllBytesAsync(folder["cut." + extension], bytes[..(bytes.Length / 2)]);
        Assert.Equal("audio.truncated", await Refusal("cut." + extension));
    }

    [Fact]
    public async Task Piece_by_piece_a_file_is_the_same_sound_and_the_same_refusals()
    {
        await WriteWav("in.wav", TalkSynth.Render(20, 1, 22050), 22050);
        await SoundKit.Ffmpeg("-i", folder["in.wav"], folder["out.flac"]);
        Assert.Equal(await AudioFile.DecodeMono(folder["out.flac"], 8000, DecodeLimits.Standard, default), await Pieces("out.flac", DecodeLimits.Day));

        var bytes = await File.ReadAllBytesAsync(folder["out.flac"]);
        await File.WriteAllBytesAsync(folder["cut.flac"], bytes[..(bytes.Length / 2)]);
        await File.WriteAllTextAsync(folder["words.mp3"], "just words");
        var (cut, words, tooLong) = (Refused("cut.flac", DecodeLimits.Day), Refused("words.mp3", DecodeLimits.Day), Refused("in.wav", DecodeLimits.Day with { MaxSeconds = 10 }));
        Assert.Equal(["audio.truncated", "audio.unsupported", "audio.too_long"], [await cut, await words, await tooLong]);

        async Task<string> Refused(string name, DecodeLimits limits) =>
            (await Assert.ThrowsAsync<DecodeException>(() => Pieces(name, limits))).Code;
    }

    private async Task<float[]> Pieces(string name, DecodeLimits limits)
    {
        List<float> all = [];
        await foreach (var piece in AudioReader.Mono(folder[name], 8000, limits, default)) all.AddRange(piece.Span);
        return [.. all];
    }

    [Fact]
    public async Task Sound_longer_than_allowed_is_refused()
    {
        await WriteWav("long.wav", new float[30 * 8000], 8000);
        var limits = DecodeLimits.Standard with { MaxSeconds = 10 };
        var refusal = await Assert.ThrowsAsync<DecodeException>(() => AudioFile.DecodeMono(folder["long.wav"], 8000, limits, default));
        Assert.Equal("audio.too_long", refusal.Code);
    }

    [Theory]
    [InlineData(AudioEncoding.Mp3, "mp3")]
    [InlineData(AudioEncoding.OggOpus, "ogg")]
    [InlineData(AudioEncoding.Wav, "wav")]
    public async Task What_we_encode_we_can_read(AudioEncoding kind, string container)
    {
        var bytes = await AudioEncoder.Encode(TalkSynth.Render(4, 1, 8000), 8000, kind, default);
        await File.WriteAllBytesAsync(folder["a"], bytes);
        await AudioEncoder.EncodeFile(folder["a"], folder["b"], kind, default);

        foreach (var name in new[] { "a", "b" })
        {
            Assert.Equal(container, (await AudioFile.Probe(folder[name], default)).Container);
            // Each MP3 encoder puts 0.14 s before the sound at this rate, and a pipe cannot carry the note that says so.
            Assert.InRange((await AudioFile.DecodeMono(folder[name], 8000, DecodeLimits.Standard, default)).Length / 8000.0, 3.9, 4.35);
        }
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public async Task Encoded_bytes_of_an_own_connection_are_heard_as_a_stream()
    {
        var bytes = await AudioEncoder.Encode(TalkSynth.Render(6, 1, 22050), 22050, AudioEncoding.Mp3, default);
        var request = new StreamRequest("http://unused", 8000, null, TimeSpan.FromSeconds(10), "test");
        var (count, expected) = (0L, 0L);
        await foreach (var block in AudioStream.OpenBytes(new MemoryStream(bytes), request, default))
        {
            Assert.Equal(expected, block.FirstSample);
            expected += block.Samples.Length;
            count += block.Samples.Length;
        }
        Assert.InRange(count / 8000.0, 5.3, 6.15);
    }

    [Fact]
    public async Task A_dead_address_and_bytes_without_sound_fail_by_code()
    {
        var request = new StreamRequest("http://127.0.0.1:18119/none", 8000, 5, TimeSpan.FromSeconds(5), "test");
        var dead = await Assert.ThrowsAsync<DecodeException>(async () => { await foreach (var _ in AudioStream.Open(request, default)) { } });
        Assert.Equal("stream.failed", dead.Code);
        var words = new MemoryStream(new byte[1000]);
        var silent = await Assert.ThrowsAsync<DecodeException>(async () => { await foreach (var _ in AudioStream.OpenBytes(words, request, default)) { } });
        Assert.Equal("stream.failed", silent.Code);
        Assert.Throws<ArgumentException>(() => { AudioStream.Open(request with { Url = "file:///etc/passwd" }, default); });
    }

    [Fact]
    public async Task A_child_that_runs_too_long_is_killed_with_its_children()
    {
        var watch = Stopwatch.StartNew();
        var result = await ChildProcess.Run(
            new("sh", ["-c", "sleep 60 & sleep 60"], TimeSpan.FromMilliseconds(300), 1000), default);
        Assert.True(result.TimedOut);
        Assert.False(result.Succeeded);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_child_is_bounded_in_output_sees_no_secrets_and_reads_its_input()
    {
        var flood = await ChildProcess.Run(new("yes", [], TimeSpan.FromSeconds(20), 5000), default);
        Assert.True(flood.Truncated);
        Assert.Equal(5000, flood.Output.Length);

        Environment.SetEnvironmentVariable("AUDIO_TEST_SECRET", "hidden");
        var seen = await ChildProcess.Run(new("env", [], TimeSpan.FromSeconds(20), 5000), default);
        Assert.DoesNotContain("hidden", System.Text.Encoding.UTF8.GetString(seen.Output), StringComparison.Ordinal);

        var echo = await ChildProcess.Run(new("cat", [], TimeSpan.FromSeconds(20), 5000, 1L << 30, new MemoryStream([1, 2, 3])), default);
        Assert.Equal([1, 2, 3], echo.Output);
        var failed = await ChildProcess.Run(new("sh", ["-c", "echo bad >&2; exit 3"], TimeSpan.FromSeconds(20), 5000), default);
        Assert.Equal((3, "bad"), (failed.ExitCode, failed.ErrorText));
    }

    private async Task<string> Refusal(string name) =>
        (await Assert.ThrowsAsync<DecodeException>(() => AudioFile.DecodeMono(folder[name], 8000, DecodeLimits.Standard, default))).Code;

    private Task WriteWav(string name, float[] samples, int rate) => File.WriteAllBytesAsync(folder[name], Pcm.ToWav(samples, rate));
}
