namespace Marketplace.Core.Radio.Streams;

/// <summary>Reads an HLS stream through our own fetcher as one run of bytes, so that ffmpeg never opens an address.</summary>
internal sealed class SegmentStream(
    StreamFetcher fetcher, ConnectCount count, Uri list, SegmentList first, StreamLimits limits, TimeProvider clock) : ReadOnlyStream
{
    private const int SegmentsBack = 3; // What the standard tells players to start with.
    private readonly Queue<Uri> _waiting = new();
    private SegmentList _list = first;
    private ReadOnlyMemory<byte> _bytes;
    private long _next = -1;
    private bool _headGiven;

    /// <summary>Sound comes in lumps of about this length.</summary>
    public TimeSpan Lump => TimeSpan.FromSeconds(_list.TargetSeconds);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_bytes.IsEmpty) _bytes = await NextBytes(cancellationToken);
        var part = Math.Min(buffer.Length, _bytes.Length);
        _bytes[..part].CopyTo(buffer);
        _bytes = _bytes[part..];
        return part;
    }

    private async Task<ReadOnlyMemory<byte>> NextBytes(CancellationToken ct)
    {
        if (_next < 0) Enqueue(Math.Max(0, _list.Segments.Count - SegmentsBack));
        if (!_headGiven)
        {
            _headGiven = true;
            if (_list.Head is { } head) return await fetcher.ReadSegment(head, count, ct);
        }
        var asked = clock.GetTimestamp();
        while (_waiting.Count == 0)
        {
            var patience = TimeSpan.FromSeconds(_list.TargetSeconds * 3) + limits.StallTimeout;
            if (_list.IsEnded || count.IsSpent || clock.GetElapsedTime(asked) > patience)
                throw new StreamException(_list.IsEnded ? StreamErrors.Ended : StreamErrors.Stalled, "No further segment came.");
            // Half a segment is the pace the standard asks for; the arrival then tells the live edge well enough.
            await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(_list.TargetSeconds / 4, 0.5, 2)), clock, ct);
            var (_, text) = await fetcher.ReadText(list, count, ct);
            _list = SegmentList.Read(text, list);
            // A list that lost its place begins anew at its end.
            var known = _next - _list.FirstSequence;
            Enqueue(known < 0 || known > _list.Segments.Count ? Math.Max(0, _list.Segments.Count - 1) : (int)known);
        }
        return await fetcher.ReadSegment(_waiting.Dequeue(), count, ct);
    }

    private void Enqueue(int from)
    {
        for (var i = from; i < _list.Segments.Count; i++) _waiting.Enqueue(_list.Segments[i]);
        _next = _list.FirstSequence + _list.Segments.Count;
    }
}
