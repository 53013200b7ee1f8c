using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Tracking;

/// <summary>Cuts what trails know into windows.</summary>
internal sealed class OnAirView(FingerprintProfile profile, ExtentFinder finder, TrailJury jury)
{
    private const double LeastSeconds = 1, SupportSeconds = 30, LeastLocalGain = 2, Rivalry = 0.5;

    /// <summary>One match for each recording that is sure to have been on air between two seconds of the stream.</summary>
    public IReadOnlyList<Match> Between(IEnumerable<Trail> trails, double fromSeconds, double toSeconds)
    {
        var found = new List<Seen>();
        foreach (var trail in trails)
            if (See(trail, fromSeconds * profile.FramesPerSecond, toSeconds * profile.FramesPerSecond) is { } seen) found.Add(seen);
        found.Sort((a, b) => b.Excess.CompareTo(a.Excess));
        var matches = new List<Match>();
        var kept = new List<Seen>();
        foreach (var seen in found)
        {
            // Another line of the same recording over the same seconds is its loop.
            if (kept.Exists(k => k.Trail.Reference.Id == seen.Trail.Reference.Id && k.Shared(seen) > Rivalry * seen.Frames)) continue;
            var rival = kept.FindIndex(k => k.Shared(seen) > Rivalry * seen.Frames && SharesSound(k, seen));
            var match = ToMatch(seen, fromSeconds);
            if (rival >= 0)
            {
                match = match with
                {
                    Score = matches[rival].Score * Math.Min(1, seen.Excess / kept[rival].Excess),
                    RunnerUpScore = matches[rival].Score,
                };
                if (match.Score > matches[rival].RunnerUpScore) matches[rival] = matches[rival] with { RunnerUpScore = match.Score };
            }
            kept.Add(seen);
            matches.Add(match);
        }
        return matches;
    }

    private Seen? See(Trail trail, double fromFrame, double toFrame)
    {
        if (finder.Find(trail.Bins) is not { } extent || !jury.IsSure(trail, extent)) return null;
        var (start, end) = jury.Edges(trail, extent);
        var (from, to) = (Math.Max(start, fromFrame), Math.Min(end, toFrame));
        if (to - from < LeastSeconds * profile.FramesPerSecond) return null;
        // A line that goes on under speech is no evidence for the seconds in which nothing of it is heard.
        if (finder.Loss(trail.Bins, BinOf(from), BinOf(to)) > -LeastLocalGain) return null;
        var reach = (long)(SupportSeconds * profile.FramesPerSecond / TrailBins.Frames);
        var support = trail.Bins.Sum(Math.Max(extent.From, BinOf(from) - reach), Math.Min(extent.To, BinOf(to) + reach));
        return new(trail, from, to, support);
    }

    private Match ToMatch(Seen seen, double originSeconds)
    {
        // The line moves while it is followed; nearer to its first or its last seconds, another state of it is the true one.
        var middle = (seen.From + seen.To) / 2;
        var line = middle < seen.Trail.FoundAt ? seen.Trail.FirstLine : seen.Trail.Line;
        var extent = new TrailExtent(0, 0, 0, seen.Support.Hits, seen.Support.Expected, 0);
        return new(seen.Trail.Reference.Id, seen.From / profile.FramesPerSecond - originSeconds, seen.To / profile.FramesPerSecond - originSeconds,
            Math.Max(0, line.ReferenceAt(seen.From) / profile.FramesPerSecond), line.Tempo,
            Searcher.Score(extent.ZAt(seen.Trail.Rhythm())), 0, (int)seen.Support.Hits)
        { Pitch = Math.Pow(2, line.Octaves) };
    }

    private static bool SharesSound(Seen a, Seen b) => TrailJury.ShareSound(
        a.Trail, [.. a.Trail.Claims.Select(c => c.Peak)], b.Trail, BinOf(Math.Max(a.From, b.From)), BinOf(Math.Min(a.To, b.To)));

    private static long BinOf(double frame) => (long)(frame / TrailBins.Frames);

    private sealed record Seen(Trail Trail, double From, double To, TrailBin Support)
    {
        public double Frames => To - From;

        public float Excess => Support.Hits - Support.Expected;

        public double Shared(Seen other) => Math.Min(To, other.To) - Math.Max(From, other.From);
    }
}
