namespace Marketplace.Core.Radio.Streams;

/// <summary>Why a stream could not be heard. Codes are stable: windows keep them and dashboards count them.</summary>
public static class StreamErrors
{
    /// <summary>Not http or https, with a password, or on a port of another service.</summary>
    public const string Url = "stream.url";
    /// <summary>The address is private, loopback, link-local or otherwise not public.</summary>
    public const string Address = "stream.address";
    /// <summary>The name does not resolve.</summary>
    public const string Name = "stream.name";
    /// <summary>Nobody answers at the address.</summary>
    public const string Unreachable = "stream.unreachable";
    /// <summary>The certificate or the handshake is wrong.</summary>
    public const string Tls = "stream.tls";
    /// <summary>No answer in time.</summary>
    public const string Timeout = "stream.timeout";
    /// <summary>Too many redirects.</summary>
    public const string Redirects = "stream.redirects";
    /// <summary>The server answers with an error.</summary>
    public const string Status = "stream.status";
    /// <summary>The answer is not a stream or playlist, for example a page.</summary>
    public const string Type = "stream.type";
    /// <summary>The answer is compressed, which no stream is.</summary>
    public const string Encoding = "stream.encoding";
    /// <summary>The playlist is empty, too large, or leads in a circle.</summary>
    public const string Playlist = "stream.playlist";
    /// <summary>Bytes stopped coming, or only drip.</summary>
    public const string Stalled = "stream.stalled";
    /// <summary>The stream ended.</summary>
    public const string Ended = "stream.ended";
    /// <summary>What came is no sound that we can decode.</summary>
    public const string Undecodable = "stream.undecodable";
    /// <summary>A file, not a stream: it comes as fast as the line allows.</summary>
    public const string NotLive = "stream.not_live";
}

/// <summary>A stream that cannot be heard: the fault of the station, never of the program.</summary>
/// <param name="code">A code of <see cref="StreamErrors"/>.</param>
/// <param name="message">What happened, for people.</param>
/// <param name="inner">The cause.</param>
public sealed class StreamException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What windows keep.</summary>
    public string Code { get; } = code;
}
