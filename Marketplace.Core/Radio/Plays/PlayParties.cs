using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>Whom a play concerns: the artists of its recording, the people with a share in it, and the station.</summary>
public sealed class PlayParties(IDbContextFactory<MarketplaceDb> contexts, TrackQueries tracks)
{
    /// <summary>Whether the account is paid for the play or speaks for the station (rule C-5).</summary>
    public async Task<bool> Includes(Play play, UserId account, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(play);
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Stations.AnyAsync(s => s.Id == play.StationId && s.OwnerId == account, ct)) return true;
        if ((await tracks.NamesOf([play.RecordingId], ct))[play.RecordingId].Any(t => t.ArtistId == account)) return true;
        return await (from track in db.Tracks
                      join sheet in db.SplitVersions on track.Id equals sheet.TrackId
                      where track.RecordingId == play.RecordingId && sheet.AcceptedAt != null
                      from share in db.Set<SplitShare>()
                      where share.VersionId == sheet.Id && share.ContributorId == account
                      select share.Id).AnyAsync(ct);
    }

    /// <summary>Whether the actor may see the play and hear its proof: a party, or staff.</summary>
    public async Task<bool> MaySee(Play play, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Is(StaffRole.Support, StaffRole.Finance, StaffRole.Moderator, StaffRole.Superadmin)
            || (actor.IsPerson && await Includes(play, actor.UserId, ct));
    }
}
