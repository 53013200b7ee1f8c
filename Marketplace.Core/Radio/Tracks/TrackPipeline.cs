using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Works through every track that is on its way, oldest first, one at a time: decoding takes a whole processor.</summary>
public sealed class TrackPipeline(IDbContextFactory<MarketplaceDb> contexts, ProcessTrack process, ILogger<TrackPipeline> log)
{
    /// <summary>Runs until no track can go further. A track that breaks the program is marked and passed over.</summary>
    /// <returns>How many tracks were brought further.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        for (var done = 0; ; done++)
        {
            if (await Next(ct) is not { } id) return done;
            try
            {
                await process.Run(id, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                log.LogError(failure, "Track {Track} could not be processed.", id);
                await process.GiveUp(id, ct);
            }
        }
    }

    private async Task<TrackId?> Next(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Tracks.AsNoTracking()
            .Where(t => t.State == TrackState.Uploaded || t.State == TrackState.Scanned || t.State == TrackState.Fingerprinted)
            .OrderBy(t => t.StateAt).Select(t => t.Id).Take(1).ToListAsync(ct);
        return rows.Count == 0 ? null : rows[0];
    }
}
