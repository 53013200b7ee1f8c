namespace Marketplace.Core.Radio.Streams;

/// <summary>Encoded sound of a station, ready for a decoder that has no network.</summary>
/// <param name="bytes">The encoded bytes, titles taken out.</param>
/// <param name="lump">Sound comes in lumps of about this length.</param>
public sealed class OpenedStream(Stream bytes, TimeSpan lump) : IAsyncDisposable
{
    /// <summary>The encoded bytes, titles taken out.</summary>
    public Stream Bytes { get; } = bytes;

    /// <summary>Sound comes in lumps of about this length: half a second, or one segment.</summary>
    public TimeSpan Lump { get; } = lump;

    /// <summary>The last title the stream named.</summary>
    public string? Title { get; internal set; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Bytes.DisposeAsync();
}

/// <summary>Finds the sound behind an address: through redirects, playlists and segment lists, all through the guard.</summary>
public sealed class StreamOpener(StreamFetcher fetcher, StreamLimits limits, TimeProvider clock)
{
    /// <summary>Opens the sound behind an address.</summary>
    /// <exception cref="StreamException">There is none that we may or can hear.</exception>
    /// <param name="url">A stream, playlist or segment list.</param>
    /// <param name="count">Counts the connections that it takes.</param>
    /// <param name="ct">Gives up.</param>
    public Task<OpenedStream> Open(Uri url, ConnectCount count, CancellationToken ct) => Open(url, count, depth: 0, ct);

    private async Task<OpenedStream> Open(Uri url, ConnectCount count, int depth, CancellationToken ct)
    {
        if (depth > limits.MostPlaylists) throw new StreamException(StreamErrors.Playlist, "The playlists lead in a circle.");
        var answer = await fetcher.Open(url, count, ct);
        var handedOver = false;
        try
        {
            var head = new byte[Playlist.SniffBytes];
            // Judging needs a few bytes only; waiting for all of them would hold back a lean stream.
            var read = await answer.Bytes.ReadAtLeastAsync(head, 16, throwOnEndOfStream: false, ct);
            if (read == 0) throw new StreamException(StreamErrors.Ended, "The answer is empty.");
            var start = head.AsMemory(0, read);
            switch (Playlist.Sniff(start.Span, answer.ContentType))
            {
                case AnswerKind.Compressed:
                    throw new StreamException(StreamErrors.Encoding, "The answer is compressed.");
                case AnswerKind.Page:
                    throw new StreamException(StreamErrors.Type, "The answer is a page, not a stream.");
                case AnswerKind.Sound:
                    handedOver = true;
                    return Sound(answer, start);
                default:
                    var text = await Text(answer, start, ct);
                    await answer.DisposeAsync();
                    return text.Contains("#EXT-X-", StringComparison.OrdinalIgnoreCase)
                        ? await Segments(answer.Url, text, count, depth, ct)
                        : await FirstOf(Playlist.Addresses(text, answer.Url), count, depth, ct);
            }
        }
        finally
        {
            if (!handedOver) await answer.DisposeAsync();
        }
    }

    private static OpenedStream Sound(StreamAnswer answer, ReadOnlyMemory<byte> start)
    {
        OpenedStream? opened = null;
        Stream bytes = new PrefixedStream(start, answer.Bytes);
        if (answer.TitleInterval > 0) bytes = new IcyStream(bytes, answer.TitleInterval, title => opened!.Title = title);
        return opened = new OpenedStream(bytes, TimeSpan.FromSeconds(0.5));
    }

    private async Task<OpenedStream> Segments(Uri url, string text, ConnectCount count, int depth, CancellationToken ct)
    {
        var list = SegmentList.Read(text, url);
        if (list.Variant is { } variant) return await Open(variant, count, depth + 1, ct);
        if (list.Segments.Count == 0) throw new StreamException(StreamErrors.Playlist, "The playlist is empty.");
        var bytes = new SegmentStream(fetcher, count, url, list, limits, clock);
        return new OpenedStream(bytes, bytes.Lump);
    }

    // Later entries are the station's own fallbacks; two tries keep within the connect budget.
    private async Task<OpenedStream> FirstOf(IReadOnlyList<Uri> addresses, ConnectCount count, int depth, CancellationToken ct)
    {
        StreamException? failure = null;
        foreach (var address in addresses.Take(2))
        {
            try
            {
                return await Open(address, count, depth + 1, ct);
            }
            catch (StreamException refused) when (refused.Code != StreamErrors.Playlist)
            {
                failure = refused;
            }
        }
        throw failure ?? new StreamException(StreamErrors.Playlist, "The playlist is empty.");
    }

    private async Task<string> Text(StreamAnswer answer, ReadOnlyMemory<byte> start, CancellationToken ct)
    {
        await using var all = new PrefixedStream(start, answer.Bytes);
        return System.Text.Encoding.UTF8.GetString(await StreamFetcher.ReadAll(all, limits.MostPlaylistBytes, ct));
    }

    /// <summary>Gives back what was read for judging, then goes on.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> start, Stream rest) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> _start = start;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_start.IsEmpty) return rest.ReadAsync(buffer, cancellationToken);
            var part = Math.Min(buffer.Length, _start.Length);
            _start[..part].CopyTo(buffer);
            _start = _start[part..];
            return ValueTask.FromResult(part);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }
    }
}
