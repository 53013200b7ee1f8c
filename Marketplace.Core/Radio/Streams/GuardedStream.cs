using System.Net.Http;

namespace Marketplace.Core.Radio.Streams;

/// <summary>Watches the bytes of a stranger's stream: no stall, no drip, no flood.</summary>
internal sealed class GuardedStream(Stream inner, StreamLimits limits, TimeProvider clock, Action onDispose) : ReadOnlyStream
{
    // Twice the rate of any stream we hear; with the burst it bounds what is ever read.
    private const int MostBytesPerSecond = 80_000;
    private readonly long _opened = clock.GetTimestamp();
    private long _total, _sinceMark, _mark = clock.GetTimestamp();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(limits.StallTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StreamException(StreamErrors.Stalled, "No bytes came.");
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw new StreamException(StreamErrors.Ended, "The connection broke.", failure);
        }
        Count(read);
        return read;
    }

    private void Count(int read)
    {
        (_total, _sinceMark) = (_total + read, _sinceMark + read);
        if (_total > limits.MostBurstBytes + (long)(clock.GetElapsedTime(_opened).TotalSeconds * MostBytesPerSecond))
            throw new StreamException(StreamErrors.NotLive, "More comes than a stream would send.");
        var since = clock.GetElapsedTime(_mark);
        if (since < limits.StallTimeout) return;
        if (_sinceMark < limits.LeastBytesPerSecond * since.TotalSeconds)
            throw new StreamException(StreamErrors.Stalled, "Bytes only drip.");
        (_sinceMark, _mark) = (0, clock.GetTimestamp());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            onDispose();
        }
        base.Dispose(disposing);
    }
}
