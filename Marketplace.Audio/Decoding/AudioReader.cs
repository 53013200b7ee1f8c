using System.Runtime.CompilerServices;

namespace Marketplace.Audio.Decoding;

/// <summary>Reads sound files of strangers piece by piece, however long they are: memory stays the same for a minute and for a day.</summary>
public static class AudioReader
{
    /// <summary>Decodes the first sound track, mixed down to mono, as it is asked for.</summary>
    /// <param name="path">A local file.</param>
    /// <param name="sampleRateHz">Wanted rate, 1000 to 192000 Hz.</param>
    /// <param name="limits">Bounds on length, time and memory. The time includes what the caller does between the pieces.</param>
    /// <param name="ct">Gives up and kills the decoder.</param>
    /// <returns>Pieces in order, range −1…1, each valid until the next is asked for.</returns>
    /// <exception cref="DecodeException">As <see cref="AudioFile.DecodeMono"/>; what can only be known at the end, such as
    /// <c>audio.truncated</c>, is thrown after the last piece.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<float>> Mono(
        string path, int sampleRateHz, DecodeLimits limits, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var probe = await AudioFile.Probe(path, ct);
        if (probe.StatesLength && probe.Seconds > limits.MaxSeconds) throw AudioFile.TooLong(limits);
        await using var pieces = ChildProcess.Stream(AudioFile.Decoder(path, probe, sampleRateHz, limits), ct).GetAsyncEnumerator(ct);

        var (samples, total) = (Array.Empty<float>(), 0L);
        byte? half = null;
        while (await Next(pieces, limits))
        {
            // A pipe may end a piece within a sample.
            ReadOnlyMemory<byte> bytes = half is { } first ? (byte[])[first, .. pieces.Current.Span] : pieces.Current;
            var count = bytes.Length / sizeof(short);
            half = bytes.Length % sizeof(short) == 0 ? null : bytes.Span[^1];
            if (samples.Length < count) samples = new float[count];
            Pcm.ToFloats(bytes.Span[..(count * sizeof(short))], samples.AsSpan(0, count));
            total += count;
            if (count > 0) yield return samples.AsMemory(0, count);
        }
        if (total == 0) throw AudioFile.Unreadable();
        if (AudioFile.IsCut(probe, (double)total / sampleRateHz) is { } cut) throw cut;
    }

    private static async Task<bool> Next(IAsyncEnumerator<ReadOnlyMemory<byte>> pieces, DecodeLimits limits)
    {
        try
        {
            return await pieces.MoveNextAsync();
        }
        catch (ChildFailedException failed)
        {
            throw failed.Result.TimedOut ? AudioFile.TooSlow(failed) : failed.Result.Truncated ? AudioFile.TooLong(limits) : AudioFile.Unreadable(failed);
        }
    }
}
