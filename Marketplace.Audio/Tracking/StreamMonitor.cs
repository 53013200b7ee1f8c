using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Tracking;

/// <summary>Listens to an endless stream and tells each play once it is over.</summary>
/// <remarks>
/// A search proposes, a <see cref="Trail"/> follows peak by peak in both directions, <see cref="ExtentFinder"/> finds the change points, and
/// <see cref="TrailJury"/> decides between trails over the same sound. README.md has the equations. Serves one stream, one thread.
/// </remarks>
public sealed class StreamMonitor
{
    private const double KeptSeconds = 150, PatienceSeconds = 45, SameLineSeconds = 0.1;
    private readonly LandmarkIndex index;
    private readonly FingerprintProfile profile;
    private readonly PeakHistory history = new();
    private readonly PeakPieces pieces;
    private readonly Scout scout;
    private readonly ExtentFinder finder = new();
    private readonly TrailJury jury;
    private readonly PlayJoiner joiner = new();
    private readonly OnAirView onAir;
    private readonly List<Trail> open = [], justOver = [];

    /// <summary>Begins to listen.</summary>
    /// <param name="index">The catalogue; recordings added while listening are heard from the next search on.</param>
    public StreamMonitor(LandmarkIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        (this.index, profile) = (index, index.Profile);
        pieces = new(profile, history);
        scout = new(index, history);
        jury = new(profile, finder);
        onAir = new(profile, finder, jury);
    }

    /// <summary>Seconds of the stream that have been looked at.</summary>
    public double SearchedSeconds => history.End / (double)profile.FramesPerSecond;

    /// <summary>Takes the next samples of the stream.</summary>
    /// <param name="block">Mono samples at the profile's rate, directly after the last ones.</param>
    /// <returns>Plays that are over, in order of their start.</returns>
    public IReadOnlyList<Play> Push(ReadOnlySpan<float> block)
    {
        List<Play>? over = null;
        while (block.Length > 0)
        {
            var (taken, hasGrown) = pieces.Take(block);
            block = block[taken..];
            if (!hasGrown) continue;
            foreach (var trail in open) trail.Follow(history);
            LookAround();
            CloseWhatIsOver();
            foreach (var run in jury.Judge(open)) joiner.Add(run);
            if (joiner.Release(SearchedSeconds, IsOpen) is { Count: > 0 } plays) (over ??= []).AddRange(plays);
            history.Forget(history.End - (long)(KeptSeconds * profile.FramesPerSecond));
        }
        return over ?? (IReadOnlyList<Play>)[];
    }

    /// <summary>The stream has ended: closes every play.</summary>
    public IReadOnlyList<Play> Finish()
    {
        pieces.Finish();
        LookAround();
        foreach (var trail in open)
        {
            trail.FollowToEnd(history);
            jury.Close(trail);
        }
        justOver.AddRange(open);
        open.Clear();
        foreach (var run in jury.Judge(open)) joiner.Add(run);
        return joiner.Release(double.MaxValue, _ => false);
    }

    /// <summary>What is known by now to have been on air between two seconds of the stream, for whoever keeps windows.</summary>
    /// <param name="fromSeconds">First second, at most two minutes back.</param>
    /// <param name="toSeconds">End; nothing is known yet beyond <see cref="SearchedSeconds"/>.</param>
    /// <returns>One match a recording, times relative to the first second, the surest first. A rival over the same sound has a score in
    /// proportion to its evidence.</returns>
    public IReadOnlyList<Match> Heard(double fromSeconds, double toSeconds) =>
        onAir.Between([.. open, .. justOver], fromSeconds, toSeconds);

    private void LookAround()
    {
        foreach (var (alignment, from, to) in scout.Look(Health(), open.Count > 0 ? open[^1].Line.Tempo : null))
        {
            var middle = (from + to) / 2;
            var line = new TrailLine(from, alignment.ReferenceFrom, alignment.Tempo, alignment.Pitch);
            if (open.Exists(IsSame)) continue;
            // What was closed is not told again: a line that comes back after long silence is followed from there on.
            var known = justOver.Where(IsSame).Select(t => t.End).DefaultIfEmpty(0).Max();
            if (middle < known) continue;
            if (index.PrintOf(alignment.TrackId) is not { } print) continue;
            var trail = new Trail(new(alignment.TrackId, print, profile.FramesPerSecond), line, history, (from, to), known, profile);
            if (finder.Find(trail.Bins) is { Gain: >= TrailJury.PromisingGain }) open.Add(trail);

            bool IsSame(Trail t) =>
                t.Explains(alignment.TrackId, middle, line.ReferenceAt(middle), SameLineSeconds * profile.FramesPerSecond);
        }
    }

    // Closed runs that wait for a rival count as open: they may still become part of a play.
    private bool IsOpen(string trackId) => open.Exists(t => t.Reference.Id == trackId) || jury.Holds(trackId);

    // How well the last seconds are explained: 1 as clearly as any part of the play, 0 not at all.
    private double Health()
    {
        var best = 0.0;
        foreach (var trail in open)
        {
            if (finder.Find(trail.Bins) is not { } extent || extent.Gain < TrailJury.LeastGain) continue;
            var recent = trail.Bins.Sum(trail.Bins.End - 16, trail.Bins.End);
            if (recent.Peaks == 0) continue;
            best = Math.Max(best, (recent.Hits - recent.Expected) / recent.Peaks / finder.Reach);
        }
        return best;
    }

    private void CloseWhatIsOver()
    {
        var patience = (long)(PatienceSeconds * profile.FramesPerSecond / TrailBins.Frames);
        for (var i = open.Count - 1; i >= 0; i--)
        {
            var trail = open[i];
            if (!trail.HasRunOut && finder.Find(trail.Bins) is { } extent && trail.Bins.End - extent.To < patience) continue;
            open.RemoveAt(i);
            jury.Close(trail);
            justOver.Add(trail);
        }
        // The next search still sees the last seconds of what is over, and windows may be asked for that long.
        justOver.RemoveAll(t => t.End < history.End - KeptSeconds * profile.FramesPerSecond);
    }
}
