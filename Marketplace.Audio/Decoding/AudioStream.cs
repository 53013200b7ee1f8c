using System.Globalization;
using System.Runtime.CompilerServices;

namespace Marketplace.Audio.Decoding;

/// <summary>Listens to a live stream through ffmpeg: MP3, AAC, Ogg Vorbis/Opus, HLS.</summary>
/// <remarks>
/// ffmpeg follows redirects by itself. Who must hold strangers to public addresses resolves redirects first, or opens
/// the connection itself and uses <see cref="OpenBytes"/>, where ffmpeg has no network at all. Up to the first half
/// second may be missing, because ffmpeg uses it up to recognise the format.
/// </remarks>
public static class AudioStream
{
    /// <summary>Connects and yields mono blocks until the stream ends, <see cref="StreamRequest.MaxSeconds"/> are heard, or the caller stops.</summary>
    /// <exception cref="DecodeException"><c>stream.timeout</c>: no sound for <see cref="StreamRequest.ConnectTimeout"/>;
    /// <c>stream.failed</c>: refused, ended with an error, or not sound; <c>audio.tool_missing</c>.</exception>
    public static IAsyncEnumerable<AudioBlock> Open(StreamRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new ArgumentException("Only http and https streams are heard.", nameof(request));

        var timeout = ((long)request.ConnectTimeout.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        List<string> input =
        [
            "-protocol_whitelist", "http,https,tcp,tls,crypto,data,hls", "-rw_timeout", timeout,
            "-user_agent", OneLine(request.UserAgent),
        ];
        if (request.Headers.Count > 0)
            input.AddRange(["-headers", string.Concat(request.Headers.Select(h => $"{OneLine(h.Key)}: {OneLine(h.Value)}\r\n"))]);
        return Listen(request, input, url.AbsoluteUri, stdin: null, ct);
    }

    /// <summary>The same for encoded bytes that the caller reads from its own connection. HLS cannot be heard this way.</summary>
    public static IAsyncEnumerable<AudioBlock> OpenBytes(Stream encoded, StreamRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        ArgumentNullException.ThrowIfNull(request);
        return Listen(request, ["-protocol_whitelist", "pipe"], "pipe:0", encoded, ct);
    }

    private static async IAsyncEnumerable<AudioBlock> Listen(
        StreamRequest request, List<string> input, string source, Stream? stdin, [EnumeratorCancellation] CancellationToken ct)
    {
        var blockBytes = (int)(Math.Clamp(request.BlockSeconds, 0.05, 10) * request.SampleRateHz) * sizeof(short);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var pieces = ChildProcess.Stream(Child(request, input, source, stdin), stop.Token).GetAsyncEnumerator(ct);
        var (block, filled, firstSample) = (new byte[blockBytes], 0, 0L);

        while (await Next(pieces, request.ConnectTimeout, stop, ct))
        {
            var piece = pieces.Current;
            while (piece.Length > 0)
            {
                var taken = Math.Min(piece.Length, blockBytes - filled);
                piece[..taken].Span.CopyTo(block.AsSpan(filled));
                (piece, filled) = (piece[taken..], filled + taken);
                if (filled < blockBytes) break;
                yield return Stamp(block, firstSample, request.Clock);
                (firstSample, filled) = (firstSample + blockBytes / sizeof(short), 0);
            }
        }
        if (filled >= sizeof(short)) yield return Stamp(block.AsSpan(0, filled), firstSample, request.Clock);
        else if (firstSample == 0) throw new DecodeException("stream.failed", "The stream holds no sound.");
    }

    private static ChildRequest Child(StreamRequest request, List<string> input, string source, Stream? stdin)
    {
        // Small probe bounds, because ffmpeg otherwise holds back seconds of a live stream while it guesses the format.
        List<string> arguments =
        [
            "-nostdin", "-v", "error", "-threads", "1", "-probesize", "32k", "-analyzeduration", "500000",
            "-fflags", "nobuffer", .. input,
        ];
        if (stdin is not null) arguments.Remove("-nostdin");
        if (request.MaxSeconds is { } seconds)
            arguments.AddRange(["-t", seconds.ToString("0.###", CultureInfo.InvariantCulture)]);
        arguments.AddRange(
        [
            "-i", source, "-map", "0:a:0", "-vn", "-sn", "-dn", "-ac", "1",
            "-ar", request.SampleRateHz.ToString(CultureInfo.InvariantCulture), "-f", "s16le", "-flush_packets", "1", "pipe:1",
        ]);
        // A stream that should last some seconds but drips slowly is cut off; an open-ended one is bounded by its caller.
        var limit = request.MaxSeconds is { } length
            ? TimeSpan.FromSeconds(length * 2) + request.ConnectTimeout * 2
            : TimeSpan.FromDays(24);
        return new("ffmpeg", arguments, limit, long.MaxValue, request.MaxMemoryBytes, stdin);
    }

    private static async Task<bool> Next(
        IAsyncEnumerator<ReadOnlyMemory<byte>> pieces, TimeSpan patience, CancellationTokenSource stop, CancellationToken ct)
    {
        using var timer = new Timer(_ => stop.Cancel(), null, patience, Timeout.InfiniteTimeSpan);
        try
        {
            return await pieces.MoveNextAsync();
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new DecodeException("stream.timeout", "No sound came from the stream.", e);
        }
        catch (ChildFailedException e)
        {
            throw e.Result.TimedOut
                ? new DecodeException("stream.timeout", "The stream is too slow.", e)
                : new DecodeException("stream.failed", $"The stream cannot be heard: {LastLine(e.Result.ErrorText)}", e);
        }
    }

    private static AudioBlock Stamp(ReadOnlySpan<byte> bytes, long firstSample, TimeProvider clock) =>
        new(Pcm.ToFloats(bytes), firstSample, clock.GetTimestamp(), clock.GetUtcNow().UtcDateTime);

    private static string LastLine(string text) => text.Split('\n')[^1];

    // A line break in a header value would let its author write further headers.
    private static string OneLine(string text) =>
        text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : throw new ArgumentException("A header holds a line break.");
}
