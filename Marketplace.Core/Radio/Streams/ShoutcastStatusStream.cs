namespace Marketplace.Core.Radio.Streams;

/// <summary>
/// Old Shoutcast servers answer <c>ICY 200 OK</c> where HTTP says <c>HTTP/1.0 200 OK</c>. This turns the first word into the
/// other, so that one HTTP reader serves both.
/// </summary>
internal sealed class ShoutcastStatusStream(Stream inner) : ReadOnlyStream
{
    private byte[]? _head;
    private int _given;

    public override bool CanWrite => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // An empty read only asks whether bytes are there; TLS and plain HTTP both use it.
        if (buffer.IsEmpty) return _head is null || _given < _head.Length ? 0 : await inner.ReadAsync(buffer, cancellationToken);
        _head ??= await Head(cancellationToken);
        if (_given == _head.Length) return await inner.ReadAsync(buffer, cancellationToken);
        var part = Math.Min(buffer.Length, _head.Length - _given);
        _head.AsMemory(_given, part).CopyTo(buffer);
        _given += part;
        return part;
    }

    private async Task<byte[]> Head(CancellationToken ct)
    {
        var first = new byte[4];
        var read = await inner.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, ct);
        return first.AsSpan().SequenceEqual("ICY "u8) ? "HTTP/1.0 "u8.ToArray() : first[..read];
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
