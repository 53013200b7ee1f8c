using System.Collections.Concurrent;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Tracking;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio;

/// <summary>
/// All prints that are listened for, in memory. One per process: it is filled from the stored prints once, and follows afterwards: at
/// once on the node that placed a track or was told its event, within half a minute on the others, which compare with the tables.
/// <see cref="Match.TrackId"/> of an answer is the text of a <see cref="RecordingId"/>.
/// </summary>
public sealed class RecordingIndex(IDbContextFactory<MarketplaceDb> contexts)
{
    private const int PrintsPerRead = 500;
    private readonly LandmarkIndex _index = new();
    private readonly ConcurrentDictionary<RecordingId, TrackId> _known = new(); // Whose sound stands in the index for each recording.
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile bool _ready;

    /// <summary>Whether every stored print is in. Until then an empty answer says nothing.</summary>
    public bool IsReady => _ready;

    /// <summary>Recordings that are listened for.</summary>
    public int Count => _index.Count;

    /// <summary>Bytes held by the index.</summary>
    public long Bytes => _index.Bytes;

    /// <summary>Id of the profile of all prints; prints of another profile are left out until they are made again.</summary>
    public string ProfileId => _index.Profile.Id;

    /// <summary>Sample rate that <see cref="Query"/> expects, Hz.</summary>
    public int SampleRateHz => _index.Profile.SampleRateHz;

    /// <summary>Reads every stored print, if that was not done yet. Whoever needs the whole library waits here.</summary>
    public async Task Load(CancellationToken ct)
    {
        if (_ready) return;
        await _loading.WaitAsync(ct);
        try
        {
            if (_ready) return;
            await using var db = await contexts.CreateDbContextAsync(ct);
            for (var read = 0; ; read += PrintsPerRead)
            {
                var some = await Prints(db).OrderBy(p => p.Recording).Skip(read).Take(PrintsPerRead).ToListAsync(ct);
                _index.AddRange(some.Select(p => KeyValuePair.Create(p.Recording.ToString(), Fingerprint.FromBytes(p.Print))));
                foreach (var print in some) _known[print.Recording] = print.Track;
                if (some.Count < PrintsPerRead) break;
            }
            _ready = true;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Brings one recording up to date with what is stored: in, replaced, or out. May be called any number of times.</summary>
    public async Task Refresh(RecordingId recording, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var stored = await Prints(db).SingleOrDefaultAsync(p => p.Recording == recording, ct);
        if (stored is null)
        {
            _index.Remove(recording.ToString());
            _known.TryRemove(recording, out _);
            return;
        }
        _index.Add(recording.ToString(), Fingerprint.FromBytes(stored.Print));
        _known[recording] = stored.Track;
    }

    /// <summary>Compares with what is stored, whichever node stored it, and brings in, replaces or takes out what differs.</summary>
    /// <returns>How many recordings differed; 0 before everything is loaded.</returns>
    public async Task<int> Follow(CancellationToken ct)
    {
        if (!_ready) return 0;
        Dictionary<RecordingId, TrackId> stored;
        await using (var db = await contexts.CreateDbContextAsync(ct))
            stored = await Prints(db).Select(p => new { p.Recording, p.Track }).ToDictionaryAsync(p => p.Recording, p => p.Track, ct);
        var others = stored.Where(s => !_known.TryGetValue(s.Key, out var track) || track != s.Value).Select(s => s.Key)
            .Concat(_known.Keys.Where(known => !stored.ContainsKey(known))).ToList();
        foreach (var recording in others) await Refresh(recording, ct);
        return others.Count;
    }

    /// <summary>What is heard. An empty list is the usual answer.</summary>
    /// <param name="mono">Shape [n], range −1…1, at <see cref="SampleRateHz"/>; best 5 to 20 seconds.</param>
    /// <param name="options">How to search; null for the standard.</param>
    public IReadOnlyList<Match> Query(float[] mono, QueryOptions? options = null) => _index.Query(mono, options);

    /// <summary>Begins to follow a stream; recordings that come in meanwhile are heard from then on.</summary>
    public StreamMonitor Monitor() => new(_index);

    /// <summary>Recordings that hold the same sound as a whole print, the most alike first.</summary>
    public IReadOnlyList<SameSound> FindSame(Fingerprint print) => _index.FindSame(print);

    private IQueryable<StoredPrint> Prints(MarketplaceDb db)
    {
        var profile = ProfileId;
        return from r in db.Recordings.AsNoTracking()
               join p in db.TrackPrints.AsNoTracking() on r.ReferenceTrackId equals p.TrackId
               where r.RetiredAt == null && p.ProfileId == profile
               select new StoredPrint { Recording = r.Id, Track = p.TrackId, Print = p.Print };
    }

    private sealed class StoredPrint
    {
        public RecordingId Recording { get; init; }
        public TrackId Track { get; init; }
        public required byte[] Print { get; init; }
    }
}
