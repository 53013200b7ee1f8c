namespace Marketplace.Audio.Tracking;

/// <summary>What one quarter of a second of the stream says about a recording laid under it.</summary>
/// <param name="Peaks">Peaks that the recording has there.</param>
/// <param name="Hits">How many of them the stream has too.</param>
/// <param name="Expected">How many it would have by chance.</param>
internal readonly record struct TrailBin(float Peaks, float Hits, float Expected);

/// <summary>Bins of a stretch of the stream without holes, growing at both ends.</summary>
internal sealed class TrailBins
{
    /// <summary>Length of a bin, frames.</summary>
    public const double Frames = 12.5;
    private TrailBin[] bins = new TrailBin[1024];
    private int from = 256;

    /// <summary>Number of the first bin since the stream began.</summary>
    public long First { get; private set; }

    public int Count { get; private set; }

    public long End => First + Count;

    public ReadOnlySpan<TrailBin> All => bins.AsSpan(from, Count);

    public void StartAt(long number) => First = number;

    public void Append(TrailBin bin)
    {
        if (from + Count == bins.Length) Array.Resize(ref bins, bins.Length * 2);
        bins[from + Count++] = bin;
    }

    public void Prepend(TrailBin bin)
    {
        if (from == 0)
        {
            var larger = new TrailBin[bins.Length * 2];
            All.CopyTo(larger.AsSpan(bins.Length));
            (from, bins) = (bins.Length, larger);
        }
        bins[--from] = bin;
        (First, Count) = (First - 1, Count + 1);
    }

    public TrailBin Sum(long fromBin, long toBin)
    {
        var (peaks, hits, expected) = (0f, 0f, 0f);
        for (var b = Math.Max(First, fromBin); b < Math.Min(End, toBin); b++)
        {
            var bin = bins[from + (int)(b - First)];
            (peaks, hits, expected) = (peaks + bin.Peaks, hits + bin.Hits, expected + bin.Expected);
        }
        return new(peaks, hits, expected);
    }
}
