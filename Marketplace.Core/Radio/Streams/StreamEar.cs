using System.Runtime.CompilerServices;
using Marketplace.Audio.Decoding;

namespace Marketplace.Core.Radio.Streams;

/// <summary>Some sound of a station, placed in time.</summary>
/// <param name="Samples">Shape [n], mono, range −1…1.</param>
/// <param name="StartAt">When the first sample was on air, UTC.</param>
/// <param name="Title">What the stream said it was playing.</param>
public sealed record LiveSound(float[] Samples, DateTime StartAt, string? Title);

/// <summary>Hears a stream: our reader brings the bytes, ffmpeg decodes them from a pipe and never sees the network.</summary>
public sealed class StreamEar(StreamOpener opener, StreamLimits limits, TimeProvider clock)
{
    private const double BlockSeconds = 0.25;

    /// <summary>Hears one window: the last <paramref name="seconds"/> of what came, once the stream keeps pace.</summary>
    /// <param name="url">A checked address.</param>
    /// <param name="seconds">Length of the window.</param>
    /// <param name="sampleRateHz">Wanted rate.</param>
    /// <param name="count">Counts connections.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StreamException">There is nothing to hear.</exception>
    public async Task<LiveSound> Window(Uri url, double seconds, int sampleRateHz, ConnectCount count, CancellationToken ct)
    {
        await foreach (var window in Windows(url, seconds, sampleRateHz, count, onlyOne: true, ct)) return window;
        throw new StreamException(StreamErrors.Ended, "The stream ended before a window was full.");
    }

    /// <summary>Hears window after window without a pause, until the stream fails or the caller leaves.</summary>
    /// <inheritdoc cref="Window"/>
    public IAsyncEnumerable<LiveSound> Continuous(Uri url, double seconds, int sampleRateHz, ConnectCount count, CancellationToken ct) =>
        Windows(url, seconds, sampleRateHz, count, onlyOne: false, ct);

    private async IAsyncEnumerable<LiveSound> Windows(
        Uri url, double seconds, int sampleRateHz, ConnectCount count, bool onlyOne, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var opened = await opener.Open(url, count, ct);
        await using var bytes = new NotedStream(opened.Bytes);
        var request = new StreamRequest(url.AbsoluteUri, sampleRateHz, MaxSeconds: null, limits.FirstSoundTimeout, "")
        {
            BlockSeconds = BlockSeconds, Clock = clock,
        };
        var time = new StreamClock(sampleRateHz, opened.Lump);
        var wanted = (int)(seconds * sampleRateHz);
        List<float> kept = new(wanted * 2);
        long end = 0;
        DateTime? firstArrival = null;
        await foreach (var block in Decoded(bytes, request, ct))
        {
            firstArrival ??= block.ArrivedAtUtc;
            count.Lift();
            kept.AddRange(block.Samples.Span);
            end = block.FirstSample + block.Samples.Length;
            time.Note(end, block.ArrivedAtUtc);
            var ahead = (double)end / sampleRateHz - (block.ArrivedAtUtc - firstArrival.Value).TotalSeconds;
            if (ahead > limits.MostBurstSeconds) throw new StreamException(StreamErrors.NotLive, "This is a file, not a stream.");
            if (!time.IsPaced(block.ArrivedAtUtc)) continue;

            if (onlyOne && kept.Count >= wanted)
            {
                kept.RemoveRange(0, kept.Count - wanted);
                yield return new LiveSound([.. kept], time.TimeOf(end - wanted), opened.Title);
                yield break;
            }
            for (; !onlyOne && kept.Count >= wanted; kept.RemoveRange(0, wanted))
                yield return new LiveSound([.. kept.Take(wanted)], time.TimeOf(end - kept.Count), opened.Title);
        }
    }

    private static async IAsyncEnumerable<AudioBlock> Decoded(
        NotedStream bytes, StreamRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var blocks = AudioStream.OpenBytes(bytes, request, ct).GetAsyncEnumerator(ct);
        while (true)
        {
            bool more;
            try
            {
                more = await blocks.MoveNextAsync();
            }
            catch (DecodeException failure)
            {
                // What the reader noted is the cause; what the decoder says about missing bytes is only its echo.
                throw bytes.Failure ?? new StreamException(
                    failure.Code == "stream.timeout" ? StreamErrors.Stalled : StreamErrors.Undecodable, failure.Message, failure);
            }
            if (more) yield return blocks.Current;
            else throw bytes.Failure ?? new StreamException(StreamErrors.Ended, "The stream ended.");
        }
    }

    /// <summary>Ends quietly where the reader failed and keeps why, because the decoder's pump can only end or not end.</summary>
    private sealed class NotedStream(Stream inner) : ReadOnlyStream
    {
        public StreamException? Failure { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await inner.ReadAsync(buffer, cancellationToken);
            }
            catch (StreamException failure)
            {
                Failure = failure;
                return 0;
            }
        }
    }
}
