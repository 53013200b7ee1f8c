namespace Marketplace.Audio.Decoding;

/// <summary>Sound that cannot be read: the fault of the file or of the stream, never of the program.</summary>
/// <param name="code">Stable, dotted code: <c>audio.unreadable</c>, <c>audio.unsupported</c>, <c>audio.no_sound</c>,
/// <c>audio.too_long</c>, <c>audio.truncated</c>, <c>audio.timeout</c>, <c>audio.tool_missing</c>,
/// <c>stream.timeout</c>, <c>stream.failed</c>.</param>
/// <param name="message">What happened and what to do, for people.</param>
/// <param name="inner">The cause, when an exception was one.</param>
public sealed class DecodeException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What callers may match on.</summary>
    public string Code { get; } = code;
}
