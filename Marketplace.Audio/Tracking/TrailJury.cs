using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Tracking;

/// <summary>Decides which trails were plays: which are sure, which only share sound with a surer one, and which are too close to call.</summary>
/// <remarks>README.md, eq. 7–9. Rules O-2 and O-3 at the level of peaks.</remarks>
internal sealed class TrailJury(FingerprintProfile profile, ExtentFinder finder)
{
    /// <summary>Below this gain a trail is not worth following, nats.</summary>
    public const double PromisingGain = 12;

    /// <summary>From this gain on a trail is a play, nats.</summary>
    public const double LeastGain = 80;
    private const double LeastSeconds = 5, LeastClearSeconds = 4, SameSound = 0.55, TooClose = 0.9, LeastZ = 15, SnapLoss = 10, SnapSeconds = 15, EndSnapSeconds = 3, NearSeconds = 7;
    private const float LeastTrace = 1f;

    // Rule O-1: up to here two records at once are a cross-fade.
    private const double CrossfadeSeconds = 12;
    private readonly List<Verdict> closed = [];

    /// <summary>A trail is over.</summary>
    public void Close(Trail trail)
    {
        if (finder.Find(trail.Bins) is { } extent && IsSure(trail, extent)) closed.Add(new(trail, extent));
    }

    /// <summary>Whether a closed run of this recording waits for a rival.</summary>
    public bool Holds(string trackId) => closed.Exists(v => v.Id == trackId);

    /// <summary>The plays of closed trails that no open trail can dispute any more, in order of their start.</summary>
    public List<Play> Judge(IReadOnlyList<Trail> open)
    {
        if (closed.Count == 0) return [];
        var waiting = closed.FindAll(v => Waits(v, open));
        var ready = closed.FindAll(v => !waiting.Contains(v));
        // Who shares sound with one that waits has to wait as well.
        for (var i = 0; i < waiting.Count; i++)
        {
            waiting.AddRange(ready.FindAll(v => IsSameSound(v, waiting[i])));
            ready.RemoveAll(waiting.Contains);
        }
        if (ready.Count == 0) return [];
        closed.RemoveAll(ready.Contains);
        ready.Sort((a, b) => b.Extent.Gain.CompareTo(a.Extent.Gain));
        var settled = new List<Verdict>();
        foreach (var verdict in ready)
            if (Stands(verdict, settled, ready)) settled.Add(verdict);
        return [.. settled.Select(ToPlay).OrderBy(p => p.StartSeconds)];
    }

    /// <summary>Whether a stretch is proof enough of a play: likely, long enough, spread over time, and more than a shared beat.</summary>
    public bool IsSure(Trail trail, TrailExtent extent) =>
        extent.Gain >= LeastGain && extent.ClearSeconds >= LeastClearSeconds && (extent.To - extent.From) * SecondsPerBin >= LeastSeconds
        && extent.ZAt(trail.Rhythm()) >= LeastZ;

    private double SecondsPerBin => TrailBins.Frames / profile.FramesPerSecond;

    private bool Waits(Verdict verdict, IReadOnlyList<Trail> open) => open.Any(trail =>
        finder.Find(trail.Bins) is { } extent && extent.Gain >= LeastGain && IsSameSound(verdict, new(trail, extent)));

    private bool Stands(Verdict verdict, List<Verdict> settled, List<Verdict> all)
    {
        foreach (var stronger in settled)
        {
            var isSame = IsSameSound(verdict, stronger);
            if (!isSame && Overlap(verdict.Extent, stronger.Extent) * SecondsPerBin <= CrossfadeSeconds) continue;
            if (verdict.Id != stronger.Id && Total(verdict, all) >= TooClose * Total(stronger, all))
            {
                if (isSame) (verdict.Rival, stronger.Rival) = (stronger.Id, verdict.Id);
                continue;
            }
            // The weaker keeps the longest piece outside, if that is sure by itself.
            var before = finder.Find(verdict.Trail.Bins, verdict.Extent.From, Math.Min(verdict.Extent.To, stronger.Extent.From));
            var after = finder.Find(verdict.Trail.Bins, Math.Max(verdict.Extent.From, stronger.Extent.To), verdict.Extent.To);
            var piece = (before?.Gain ?? 0) >= (after?.Gain ?? 0) ? before : after;
            if (piece is not { } kept || !IsSure(verdict.Trail, kept)) return false;
            verdict.Extent = kept;
        }
        return true;
    }

    // What a recording has in all, because a jump in it makes two trails of one play.
    private static double Total(Verdict verdict, List<Verdict> all) => verdict.Extent.Excess
        + all.Where(v => v != verdict && v.Id == verdict.Id && Overlap(v.Extent, verdict.Extent) <= 0).Sum(v => v.Extent.Excess);

    private static long Overlap(TrailExtent a, TrailExtent b) => Math.Min(a.To, b.To) - Math.Max(a.From, b.From);

    // Two recordings over the same sound claim the same peaks; in a cross-fade or a mash-up each has its own.
    private bool IsSameSound(Verdict a, Verdict b)
    {
        if (Overlap(a.Extent, b.Extent) * SecondsPerBin < 1) return false;
        if (a.Id == b.Id) return true;
        var (from, to) = (Math.Max(a.Extent.From, b.Extent.From), Math.Min(a.Extent.To, b.Extent.To));
        return ShareSound(b.Trail, b.Claims, a.Trail, from, to);
    }

    /// <summary>Frames of the stream at which a play begins and ends: those of its stretch, or of the recording itself if they are near.</summary>
    public (double Start, double End) Edges(Trail trail, TrailExtent extent) => (
        Snap(trail, extent.From, trail.FirstLine.StreamAt(0), -1), Snap(trail, extent.To, trail.Line.StreamAt(trail.Reference.Frames), 1));

    /// <summary>Whether two trails claim the same peaks of the stream between two bins.</summary>
    public static bool ShareSound(Trail a, HashSet<long> claimsOfA, Trail b, long fromBin, long toBin)
    {
        var shared = 0;
        foreach (var (bin, peak) in b.Claims) if (bin >= fromBin && bin < toBin && claimsOfA.Contains(peak)) shared++;
        return shared > SameSound * Math.Min(a.Bins.Sum(fromBin, toBin).Hits, b.Bins.Sum(fromBin, toBin).Hits);
    }

    private Play ToPlay(Verdict verdict)
    {
        var (trail, extent) = (verdict.Trail, verdict.Extent);
        var (start, end) = Edges(trail, extent);
        var offset = Math.Max(0, trail.FirstLine.ReferenceAt(start));
        return new(trail.Reference.Id, Math.Max(0, start / profile.FramesPerSecond + (offset < 1 ? 0 : HalfWindow)),
            end / profile.FramesPerSecond + HalfWindow, offset / profile.FramesPerSecond, trail.Line.Tempo,
            Searcher.Score(extent.ZAt(trail.Rhythm())))
        {
            RivalTrackId = verdict.Rival, Evidence = extent.Excess, Gain = extent.Gain,
            LastAnchorSeconds = start / profile.FramesPerSecond - offset / profile.FramesPerSecond / trail.Line.Tempo,
        };
    }

    // A frame is heard at its middle, half a window after its first sample.
    private double HalfWindow => profile.WindowSamples / 2.0 / profile.SampleRateHz;

    // Records mostly start at their start and stop at their end: that is believed unless the bins between speak against it.
    private double Snap(Trail trail, long bin, double edge, int direction)
    {
        var frame = bin * TrailBins.Frames;
        var far = (edge - frame) * direction;
        if (far <= 0 || far > (direction < 0 ? SnapSeconds : EndSnapSeconds) * profile.FramesPerSecond) return far <= 0 ? edge : frame;
        var (fromBin, toBin) = direction > 0 ? (bin, (long)(edge / TrailBins.Frames)) : ((long)(edge / TrailBins.Frames), bin);
        // Nearly there is there; farther away some trace of it must be heard.
        var trace = trail.Bins.Sum(fromBin, toBin);
        var isTraced = trace.Hits - trace.Expected >= LeastTrace * MathF.Sqrt(trace.Expected + 1);
        if (!isTraced && far > NearSeconds * profile.FramesPerSecond) return frame;
        return finder.Loss(trail.Bins, fromBin, toBin) <= SnapLoss ? edge : frame;
    }

    private sealed class Verdict(Trail trail, TrailExtent extent)
    {
        private HashSet<long>? claims;

        public Trail Trail { get; } = trail;

        public TrailExtent Extent { get; set; } = extent;

        public string Id => Trail.Reference.Id;

        public string? Rival { get; set; }

        public HashSet<long> Claims => claims ??= [.. Trail.Claims.Select(c => c.Peak)];
    }
}
