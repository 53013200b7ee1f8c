using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>The side index: all placed pieces of unknown music, in memory. One per process; it follows the table.</summary>
public sealed class UnknownIndex(IDbContextFactory<MarketplaceDb> contexts, UnknownMusicOptions options, TimeProvider clock)
{
    private const int PrintsPerRead = 500;

    // Half a window of ten seconds: shorter likenesses are a loop or a jingle's tail.
    private static readonly QueryOptions Sure = QueryOptions.Standard with { LeastSeconds = 5 };
    private readonly LandmarkIndex _index = new();
    private readonly HashSet<Guid> _held = [];
    private readonly SemaphoreSlim _one = new(1, 1);
    private DateTime _freshUntil = DateTime.MinValue;

    /// <summary>Whether unknown music is remembered at all.</summary>
    public bool IsOn => options.MostPieces > 0;

    /// <summary>Pieces in it.</summary>
    public int Count => _index.Count;

    /// <summary>Id of the profile of all prints.</summary>
    public string ProfileId => _index.Profile.Id;

    /// <summary>The print of a window, as it is kept.</summary>
    public Fingerprint Print(ReadOnlySpan<float> mono) => Fingerprinter.Print(mono, _index.Profile, PrintRole.Reference);

    /// <summary>Pieces that are heard in a window; <see cref="Match.TrackId"/> is the text of a piece's id.</summary>
    public IReadOnlyList<Match> Query(Fingerprint print) => _index.Query(print, Sure);

    /// <summary>Pieces that are part of a whole recording.</summary>
    public IReadOnlyList<SameSound> FindSame(Fingerprint print) => _index.FindSame(print);

    /// <summary>Adds a piece that was just placed.</summary>
    public async Task Add(UnknownPiece piece, Fingerprint print, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(piece);
        await _one.WaitAsync(ct);
        try
        {
            if (_held.Add(piece.Id)) _index.Add(piece.Id.ToString(), print);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Reads what is new and forgets what is gone, if the last look was long ago.</summary>
    public async Task Freshen(CancellationToken ct)
    {
        if (clock.GetUtcNow().UtcDateTime >= _freshUntil) await Refresh(ct);
    }

    /// <summary>Reads what is new and forgets what is gone.</summary>
    public async Task Refresh(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var profile = ProfileId;
            var placed = (await db.UnknownPieces.AsNoTracking().Where(p => p.SoundId != null && p.ProfileId == profile)
                .Select(p => p.Id).ToListAsync(ct)).ToHashSet();
            foreach (var gone in _held.Except(placed).ToList())
            {
                _held.Remove(gone);
                _index.Remove(gone.ToString());
            }
            foreach (var some in placed.Except(_held).ToList().Chunk(PrintsPerRead))
            {
                var prints = await db.UnknownPieces.AsNoTracking().Where(p => some.Contains(p.Id)).Select(p => new { p.Id, p.Print }).ToListAsync(ct);
                _index.AddRange(prints.Select(p => KeyValuePair.Create(p.Id.ToString(), Fingerprint.FromBytes(p.Print))));
                _held.UnionWith(prints.Select(p => p.Id));
            }
            _freshUntil = clock.GetUtcNow().UtcDateTime + options.IndexAge;
        }
        finally
        {
            _one.Release();
        }
    }
}
