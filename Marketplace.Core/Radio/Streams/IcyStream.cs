using System.Text;

namespace Marketplace.Core.Radio.Streams;

/// <summary>Takes the titles out of a stream that carries them between its bytes ("ICY metadata").</summary>
/// <param name="inner">The stream with titles.</param>
/// <param name="interval">Bytes of sound between two titles.</param>
/// <param name="onTitle">Told each title that is not empty.</param>
internal sealed class IcyStream(Stream inner, int interval, Action<string> onTitle) : ReadOnlyStream
{
    private readonly int _interval = interval;
    private int _untilTitle = interval;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_untilTitle == 0)
        {
            await ReadTitle(cancellationToken);
            _untilTitle = _interval;
        }
        var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _untilTitle)], cancellationToken);
        _untilTitle -= read;
        return read;
    }

    private async Task ReadTitle(CancellationToken ct)
    {
        var block = new byte[1];
        if (await inner.ReadAsync(block, ct) == 0 || block[0] == 0) return;
        var text = new byte[block[0] * 16]; // At most 4080 bytes.
        if (await inner.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, ct) < text.Length) return;
        if (Title(Encoding.UTF8.GetString(text)) is { } title) onTitle(title);
    }

    private static string? Title(string metadata)
    {
        const string Start = "StreamTitle='";
        var from = metadata.IndexOf(Start, StringComparison.Ordinal);
        if (from < 0) return null;
        var rest = metadata[(from + Start.Length)..];
        var to = rest.IndexOf("';", StringComparison.Ordinal);
        var title = new string([.. (to < 0 ? rest : rest[..to]).Where(c => !char.IsControl(c) && c != '\uFFFD')]).Trim();
        return title.Length == 0 ? null : title[..Math.Min(title.Length, 200)];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
