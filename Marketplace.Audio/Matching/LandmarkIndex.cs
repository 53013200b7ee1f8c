using System.Collections.Concurrent;
using System.Collections.Frozen;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>The catalogue: finds which recordings are heard in a piece of sound.</summary>
/// <remarks>
/// Safe for any number of threads. A query works on the snapshot it began with; <see cref="Add"/> and
/// <see cref="Remove"/> make the next one. Small segments are merged into larger ones as in a log-structured tree.
/// </remarks>
public sealed class LandmarkIndex
{
    private const int StoredWindowSeconds = 15;

    // About 370 hours or one gigabyte.
    private const long MostSegmentPeaks = 40_000_000;
    private readonly Lock writing = new();
    private readonly ConcurrentBag<Searcher> searchers = [];
    private volatile Snapshot current = Snapshot.Empty;

    /// <summary>An empty catalogue.</summary>
    public LandmarkIndex(FingerprintProfile? profile = null) => Profile = profile ?? FingerprintProfile.Standard;

    /// <summary>The profile of all prints in it.</summary>
    public FingerprintProfile Profile { get; }

    /// <summary>Number of recordings.</summary>
    public int Count => current.ById.Count;

    /// <summary>Bytes held by peaks and pairs.</summary>
    public long Bytes => current.Segments.Sum(s => s.Bytes);

    /// <summary>Adds a recording; one of the same id is replaced.</summary>
    /// <exception cref="ArgumentException">The print is of another profile.</exception>
    public void Add(string trackId, Fingerprint print) => AddRange([new(trackId, print)]);

    /// <summary>Adds many at once, which is quicker than one by one.</summary>
    /// <exception cref="ArgumentException">A print is of another profile.</exception>
    public void AddRange(IEnumerable<KeyValuePair<string, Fingerprint>> prints)
    {
        ArgumentNullException.ThrowIfNull(prints);
        var added = new Dictionary<string, ReferenceTrack>();
        foreach (var (id, print) in prints)
        {
            ArgumentException.ThrowIfNullOrEmpty(id, nameof(prints));
            if (print.ProfileId != Profile.Id)
                throw new ArgumentException($"The print of {id} is of profile {print.ProfileId}, not {Profile.Id}.", nameof(prints));
            added[id] = new(id, print);
        }
        if (added.Count == 0) return;
        lock (writing) current = current.With([.. added.Values], Profile);
    }

    /// <summary>Takes a recording out.</summary>
    /// <returns>False when it was not there.</returns>
    public bool Remove(string trackId)
    {
        lock (writing)
        {
            if (!current.ById.ContainsKey(trackId)) return false;
            current = current.Without(trackId, Profile);
            return true;
        }
    }

    /// <summary>Whether a recording of this id is in the catalogue.</summary>
    public bool Contains(string trackId) => current.ById.ContainsKey(trackId);

    /// <summary>Finds what is heard. Nothing is the usual answer.</summary>
    /// <param name="mono">Shape [n], range −1…1 at the profile's sample rate; best 5 to 20 seconds, at most about 80 are looked at.</param>
    /// <param name="options">How to search; null for the standard.</param>
    /// <returns>All recordings in the window, the surest first.</returns>
    public IReadOnlyList<Match> Query(ReadOnlySpan<float> mono, QueryOptions? options = null) =>
        Query(Fingerprinter.Print(mono, Profile, PrintRole.Query), options);

    /// <summary>The same for a print that was made before.</summary>
    /// <exception cref="ArgumentException">The print is of another profile.</exception>
    public IReadOnlyList<Match> Query(Fingerprint heard, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(heard);
        if (heard.ProfileId != Profile.Id) throw new ArgumentException("The print is of another profile.", nameof(heard));
        return Search(heard.Peaks.Span, options ?? QueryOptions.Standard);
    }

    /// <summary>Recordings that hold the same sound as a whole print, the most alike first.</summary>
    public IReadOnlyList<SameSound> FindSame(Fingerprint print)
    {
        ArgumentNullException.ThrowIfNull(print);
        var (window, fps) = (StoredWindowSeconds * Profile.FramesPerSecond, Profile.FramesPerSecond);
        var parts = new Dictionary<string, List<(double Seconds, double Speed)>>();
        for (var from = 0f; from < print.DurationSeconds * fps; from += window)
        {
            var peaks = print.Peaks.ToArray().Where(p => p.Frame >= from && p.Frame < from + window).ToArray();
            foreach (var match in Search(peaks, QueryOptions.Standard with { LeastSeconds = 3 }))
            {
                if (!parts.TryGetValue(match.TrackId, out var list)) parts[match.TrackId] = list = [];
                list.Add((match.EndSeconds - match.StartSeconds, match.Speed));
            }
        }
        var tracks = current.ById;
        return [.. parts.Where(p => tracks.ContainsKey(p.Key)).Select(p =>
        {
            var shorter = Math.Min(print.DurationSeconds, tracks[p.Key].DurationSeconds);
            var speeds = p.Value.Select(v => v.Speed).Order().ToArray();
            return new SameSound(p.Key, Math.Min(1, p.Value.Sum(v => v.Seconds) / shorter), speeds[speeds.Length / 2]);
        }).OrderByDescending(s => s.Cover)];
    }

    /// <summary>Writes the catalogue into a folder; an index already there is replaced in one step, and searches go on meanwhile.</summary>
    public void Save(string folder)
    {
        lock (writing)
        {
            // Removed recordings are left out for good.
            if (current.Removed.Count > 0) current = Snapshot.Of([.. current.ById.Values], Profile);
            IndexFile.Save(folder, Profile, current.Segments);
        }
    }

    /// <summary>Maps what <see cref="Save"/> wrote: nothing is read until it is needed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="profile">The profile that it must be of.</param>
    /// <param name="checkAll">Checks every byte even when that takes seconds; up to 256 MB are always checked.</param>
    /// <exception cref="InvalidDataException">No index, damaged, or of another profile.</exception>
    public static LandmarkIndex Load(string folder, FingerprintProfile? profile = null, bool checkAll = false)
    {
        var index = new LandmarkIndex(profile);
        index.current = Snapshot.Of(IndexFile.Load(folder, index.Profile, checkAll));
        return index;
    }

    /// <summary>Lays everything out anew in segments of full size. Searches go on with what was there, and switch when it is done.</summary>
    public void Rebuild()
    {
        lock (writing) current = Snapshot.Of([.. current.ById.Values], Profile);
    }

    /// <summary>Replaces the list by every alignment that is worth a closer look, rivals included, the surest first.</summary>
    internal void Propose(ReadOnlySpan<Peak> heard, QueryOptions options, float leastZ, List<Alignment> proposed)
    {
        var snapshot = current;
        var searcher = Rent();
        searcher.Propose(snapshot.Segments, snapshot.Removed, heard, options, leastZ, proposed);
        searchers.Add(searcher);
    }

    /// <summary>The print of a recording; null when it is not in the catalogue.</summary>
    internal Fingerprint? PrintOf(string trackId) => current.ById.TryGetValue(trackId, out var track) ? track.ToPrint(Profile) : null;

    private List<Match> Search(ReadOnlySpan<Peak> heard, QueryOptions options)
    {
        var snapshot = current;
        var searcher = Rent();
        var matches = searcher.Search(snapshot.Segments, snapshot.Removed, heard, options);
        searchers.Add(searcher);
        return matches;
    }

    private Searcher Rent() => searchers.TryTake(out var searcher) ? searcher : new(Profile);

    /// <summary>The catalogue at one moment. Immutable.</summary>
    private sealed record Snapshot(
        IReadOnlyList<IndexSegment> Segments, FrozenSet<ReferenceTrack> Removed, FrozenDictionary<string, ReferenceTrack> ById)
    {
        public static Snapshot Empty { get; } = new([], [], FrozenDictionary<string, ReferenceTrack>.Empty);

        /// <summary>These recordings, in segments of at most the greatest size.</summary>
        public static Snapshot Of(IReadOnlyList<ReferenceTrack> tracks, FingerprintProfile profile)
        {
            var segments = new List<IndexSegment>();
            for (int from = 0, to; from < tracks.Count; from = to)
            {
                long peaks = 0;
                for (to = from; to < tracks.Count && (to == from || peaks + tracks[to].PeakCount <= MostSegmentPeaks); to++) peaks += tracks[to].PeakCount;
                segments.Add(new([.. tracks.Skip(from).Take(to - from)], profile));
            }
            return Of(segments);
        }

        public static Snapshot Of(IReadOnlyList<IndexSegment> segments) =>
            new(segments, FrozenSet<ReferenceTrack>.Empty, segments.SelectMany(s => s.Tracks).ToFrozenDictionary(t => t.Id));

        public Snapshot With(IReadOnlyList<ReferenceTrack> added, FingerprintProfile profile)
        {
            var byId = ById.ToDictionary();
            var removed = Removed.ToHashSet();
            foreach (var track in added)
            {
                if (byId.TryGetValue(track.Id, out var old)) removed.Add(old);
                byId[track.Id] = track;
            }
            // Join every last segment that is not at least twice as large as what follows it, up to the greatest size.
            var (segments, tail) = (Segments.ToList(), added.ToList());
            while (segments.Count > 0 && Size(segments[^1].Tracks) < 2 * Size(tail) && Size(segments[^1].Tracks) + Size(tail) <= MostSegmentPeaks)
            {
                tail = [.. segments[^1].Tracks.Where(t => !removed.Contains(t)), .. tail];
                removed.ExceptWith(segments[^1].Tracks);
                segments.RemoveAt(segments.Count - 1);
            }
            segments.AddRange(Of(tail, profile).Segments);
            return new(segments, removed.ToFrozenSet(), byId.ToFrozenDictionary());
        }

        public Snapshot Without(string trackId, FingerprintProfile profile)
        {
            var byId = ById.ToDictionary();
            var removed = Removed.Append(byId[trackId]).ToHashSet();
            byId.Remove(trackId);
            // A quarter of dead weight is worth a rebuild.
            return removed.Count * 4 > byId.Count ? Of([.. byId.Values], profile) : new(Segments, removed.ToFrozenSet(), byId.ToFrozenDictionary());
        }

        private static long Size(IEnumerable<ReferenceTrack> tracks) => tracks.Sum(t => (long)t.PeakCount);
    }
}
