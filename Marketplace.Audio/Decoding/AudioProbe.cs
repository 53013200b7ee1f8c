namespace Marketplace.Audio.Decoding;

/// <summary>What a sound file says about itself.</summary>
/// <param name="Container">wav, mp3, flac, ogg or mov.</param>
/// <param name="Codec">Codec of the first sound track, by ffmpeg's name: mp3, vorbis, opus, aac, alac, flac, pcm_….</param>
/// <param name="Seconds">Length in seconds; a guess when <paramref name="StatesLength"/> is false.</param>
/// <param name="SampleRateHz">Sample rate in Hz.</param>
/// <param name="Channels">Number of channels.</param>
/// <param name="Title">Embedded title, if any.</param>
/// <param name="Artist">Embedded artist, if any.</param>
/// <param name="StatesLength">The container states its length, so that a shorter decode means a damaged file.</param>
public sealed record AudioProbe(
    string Container, string Codec, double Seconds, int SampleRateHz, int Channels,
    string? Title, string? Artist, bool StatesLength);

/// <summary>Bounds of one decode.</summary>
/// <param name="MaxSeconds">Longer sound is refused with <c>audio.too_long</c>.</param>
/// <param name="TimeLimit">Wall-clock bound on the decoder.</param>
/// <param name="MaxMemoryBytes">Bound on the decoder's address space.</param>
public sealed record DecodeLimits(double MaxSeconds, TimeSpan TimeLimit, long MaxMemoryBytes)
{
    /// <summary>Three hours of sound, two minutes of work, 1 GiB.</summary>
    public static DecodeLimits Standard { get; } = new(3 * 3600, TimeSpan.FromMinutes(2), 1L << 30);

    /// <summary>For whole days of a station that are read piece by piece: 26 hours of sound, a day of work, 1 GiB.</summary>
    public static DecodeLimits Day { get; } = new(26 * 3600, TimeSpan.FromDays(1), 1L << 30);
}
