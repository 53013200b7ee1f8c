using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>Listens to an endless stream and tells each play once it is over.</summary>
/// <remarks>
/// Windows of ten seconds every five; what lies on one line of (stream time, position in the recording) is one play,
/// however much speech stands between. Both ends are then measured again, peak by peak. Serves one stream, one thread.
/// </remarks>
/// <param name="index">The catalogue; recordings added while listening are heard from the next window on.</param>
public sealed class StreamMonitor(LandmarkIndex index)
{
    private const int WindowSeconds = 10, HopSeconds = 5;
    private const double SameLineSeconds = 1.5, LongestSilenceSeconds = 30, LeastPlaySeconds = 5, ReachSeconds = 25;
    private readonly FingerprintProfile profile = index.Profile;
    private readonly List<float> pending = [];
    private readonly PeakHistory history = new(index.Profile);
    private readonly List<OpenPlay> open = [];
    private long windowStart;

    /// <summary>Seconds of the stream that have been searched.</summary>
    public double SearchedSeconds => (double)windowStart / profile.SampleRateHz;

    /// <summary>Takes the next samples of the stream.</summary>
    /// <param name="block">Mono samples at the profile's rate, directly after the last ones.</param>
    /// <returns>Plays that are over, in order of their start.</returns>
    public IReadOnlyList<Play> Push(ReadOnlySpan<float> block)
    {
        var over = new List<Play>();
        while (block.Length > 0)
        {
            var taken = Math.Min(block.Length, WindowSeconds * profile.SampleRateHz - pending.Count);
            pending.AddRange(block[..taken]);
            block = block[taken..];
            if (pending.Count < WindowSeconds * profile.SampleRateHz) break;
            Listen(isLast: false);
            pending.RemoveRange(0, HopSeconds * profile.SampleRateHz);
            windowStart += HopSeconds * profile.SampleRateHz;
            over.AddRange(Close(SearchedSeconds - LongestSilenceSeconds));
        }
        return over;
    }

    /// <summary>The stream has ended: searches the rest and closes every play.</summary>
    public IReadOnlyList<Play> Finish()
    {
        if (pending.Count > HopSeconds * profile.SampleRateHz || windowStart == 0) Listen(isLast: true);
        windowStart += pending.Count;
        pending.Clear();
        return Close(double.MaxValue);
    }

    private void Listen(bool isLast)
    {
        var print = Fingerprinter.Print(pending.ToArray(), profile, PrintRole.Query);
        history.Add(print.Peaks.Span, windowStart / profile.HopSamples, isLast);
        var start = SearchedSeconds;
        var expected = open.Count > 0 ? open[^1].Last.Speed : (double?)null;
        foreach (var match in index.Query(print, QueryOptions.Standard with { ExpectedSpeed = expected }))
        {
            var heard = match with { StartSeconds = match.StartSeconds + start, EndSeconds = match.EndSeconds + start };
            var play = open.Find(p => p.Continues(heard, SameLineSeconds));
            if (play is null) open.Add(new(heard));
            else play.Extend(heard);
        }
    }

    private List<Play> Close(double heardBefore)
    {
        var over = open.FindAll(p => p.Last.EndSeconds < heardBefore);
        open.RemoveAll(over.Contains);
        history.Forget(open.Count == 0 ? SearchedSeconds - 2 * ReachSeconds
            : Math.Min(open.Min(p => p.First.StartSeconds), SearchedSeconds) - 2 * ReachSeconds);
        return [.. over.Select(Measure).Where(p => p.EndSeconds - p.StartSeconds >= LeastPlaySeconds).OrderBy(p => p.StartSeconds)];
    }

    // The lines of the first and last window reach over speech at the edges that no window could be sure of.
    private Play Measure(OpenPlay play)
    {
        var (first, last) = (play.First, play.Last);
        var (start, end) = (first.StartSeconds, last.EndSeconds);
        if (Follow(first, first.StartSeconds - ReachSeconds, first.EndSeconds) is { } before) start = Math.Min(start, before.From);
        if (Follow(last, last.StartSeconds, last.EndSeconds + ReachSeconds) is { } after) end = Math.Max(end, after.To);
        var offset = first.ReferenceOffsetSeconds - (first.StartSeconds - start) * first.Speed;
        return new(first.TrackId, start, end, Math.Max(0, offset), first.Speed, play.BestScore);
    }

    private (double From, double To)? Follow(Match match, double from, double to)
    {
        var (peaks, origin) = history.Between(from, to);
        var half = profile.WindowSamples / 2.0 / profile.SampleRateHz;
        var offset = (match.ReferenceOffsetSeconds - half - (match.StartSeconds - half - origin) * match.Speed) * profile.FramesPerSecond;
        var line = new Line((float)match.Speed, (float)match.Pitch, (float)offset);
        if (index.Follow(peaks, match.TrackId, line) is not { } found) return null;
        var (start, end) = (origin + half + found.From / profile.FramesPerSecond, origin + half + found.To / profile.FramesPerSecond);
        // The stretch must be the same one, not another part of the song that happens to fit.
        return start <= match.EndSeconds && end >= match.StartSeconds ? (start, end) : null;
    }

    private sealed class OpenPlay(Match first)
    {
        public Match First { get; } = first;

        public Match Last { get; private set; } = first;

        public double BestScore { get; private set; } = first.Score;

        public bool Continues(Match match, double tolerance)
        {
            var expected = Last.ReferenceOffsetSeconds + (match.StartSeconds - Last.StartSeconds) * Last.Speed;
            return match.TrackId == Last.TrackId && Math.Abs(expected - match.ReferenceOffsetSeconds) <= tolerance;
        }

        public void Extend(Match match)
        {
            if (match.EndSeconds >= Last.EndSeconds) Last = match;
            BestScore = Math.Max(BestScore, match.Score);
        }
    }
}
