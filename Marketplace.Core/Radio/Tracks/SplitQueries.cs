using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>One line of a sheet.</summary>
/// <param name="Id">Identity under which money waits while nobody claimed the line.</param>
/// <param name="Sequence">Place on the sheet.</param>
/// <param name="Name">Name.</param>
/// <param name="Email">Address that was asked, or null.</param>
/// <param name="Contributor">The account, once known.</param>
/// <param name="Role">What the person did.</param>
/// <param name="BasisPoints">Share.</param>
/// <param name="AcceptedAt">When the person agreed, UTC.</param>
/// <param name="DeclinedAt">When the person declined, UTC.</param>
public sealed record ShareView(
    SplitShareId Id, int Sequence, string Name, string? Email, UserId? Contributor, ContributorRole Role, int BasisPoints,
    DateTime? AcceptedAt, DateTime? DeclinedAt);

/// <summary>A split sheet to look at.</summary>
public sealed record SplitView(
    SplitVersionId Id, TrackId Track, int Number, SplitState State, DateTime From, DateTime? To, DateTime ProposedAt,
    DateTime? AcceptedAt, string DeclineReason, IReadOnlyList<ShareView> Shares)
{
    /// <summary>Whether it was or is in force at this instant .</summary>
    public bool IsInForce(DateTime at) => AcceptedAt is not null && From <= at && (To is not { } to || at < to);
}

/// <summary>A sheet that somebody is asked to agree to.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="TrackTitle">Which track.</param>
/// <param name="BasisPoints">The asked person's own share.</param>
public sealed record SplitInvitation(SplitView Sheet, string TrackTitle, int BasisPoints);

/// <summary>Reads split sheets, each for whom it concerns.</summary>
public sealed class SplitQueries(IDbContextFactory<MarketplaceDb> contexts, AccountDirectory accounts)
{
    /// <summary>All sheets of the artist's own track, newest first.</summary>
    public async Task<IReadOnlyList<SplitView>> Of(TrackId track, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var versions = await db.SplitVersions.AsNoTracking().Where(v => v.TrackId == track && v.ArtistId == actor.UserId)
            .OrderByDescending(v => v.Number).ToListAsync(ct);
        return [.. versions.Select(View)];
    }

    /// <summary>Sheets that wait for this person's answer, by account or by proved address, oldest first.</summary>
    public async Task<IReadOnlyList<SplitInvitation>> Invitations(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (me, email) = (actor.UserId, await accounts.ProvedEmail(db, actor.UserId, ct));
        var rows = await (
            from v in db.SplitVersions.AsNoTracking()
            join t in db.Tracks on v.TrackId equals t.Id
            where v.State == SplitState.Proposed && t.State != TrackState.Withdrawn
                && v.Shares.Any(s => s.AcceptedAt == null
                    && (s.ContributorId == me || (email != null && s.ContributorId == null && s.Email == email)))
            orderby v.ProposedAt
            select new { Version = v, t.Title, t.VersionTitle }).Take(100).ToListAsync(ct);
        return [.. rows.Select(r => new SplitInvitation(View(r.Version),
            r.VersionTitle.Length == 0 ? r.Title : $"{r.Title} ({r.VersionTitle})",
            r.Version.Shares.Where(s => s.ContributorId == me || (email is not null && s.Email == email)).Sum(s => s.BasisPoints)))];
    }

    /// <summary>The artist's own sheets that somebody has not agreed to yet: the money of those tracks waits. Oldest first.</summary>
    public async Task<IReadOnlyList<SplitInvitation>> Unanswered(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await (
            from v in db.SplitVersions.AsNoTracking()
            join t in db.Tracks on v.TrackId equals t.Id
            where v.State == SplitState.Proposed && v.ArtistId == actor.UserId && t.State != TrackState.Withdrawn
            orderby v.ProposedAt
            select new { Version = v, t.Title, t.VersionTitle }).Take(100).ToListAsync(ct);
        return [.. rows.Select(r => new SplitInvitation(View(r.Version),
            r.VersionTitle.Length == 0 ? r.Title : $"{r.Title} ({r.VersionTitle})",
            r.Version.Shares.Where(s => s.AcceptedAt is null).Sum(s => s.BasisPoints)))];
    }

    /// <summary>The artist's tracks that nobody has written a sheet for: their money waits. Oldest first.</summary>
    public async Task<IReadOnlyList<(TrackId Track, string Title)>> WithoutSheet(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Tracks.AsNoTracking()
            .Where(t => t.ArtistId == actor.UserId && t.State == TrackState.Listening
                && !db.SplitVersions.Any(v => v.TrackId == t.Id && (v.State == SplitState.Proposed || v.State == SplitState.Accepted)))
            .OrderBy(t => t.CreatedAt).Take(100).ToListAsync(ct);
        return [.. rows.Select(t => (t.Id, t.FullTitle))];
    }

    /// <summary>Recordings of tracks in which this person has a share that was agreed.</summary>
    public async Task<IReadOnlyList<RecordingId>> SharedWith(UserId person, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (
            from v in db.SplitVersions.AsNoTracking()
            join t in db.Tracks on v.TrackId equals t.Id
            where v.AcceptedAt != null && t.RecordingId != null && v.Shares.Any(s => s.ContributorId == person)
            select t.RecordingId!.Value).Distinct().ToListAsync(ct);
    }

    /// <summary>Every sheet that was ever in force for these tracks; statements pick by the play's start .</summary>
    public async Task<ILookup<TrackId, SplitView>> EverInForce(IReadOnlyCollection<TrackId> tracks, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var versions = await db.SplitVersions.AsNoTracking()
            .Where(v => v.AcceptedAt != null && tracks.Contains(v.TrackId)).OrderBy(v => v.From).ToListAsync(ct);
        return versions.Select(View).ToLookup(v => v.Track);
    }

    internal static SplitView View(SplitVersion v) => new(
        v.Id, v.TrackId, v.Number, v.State, v.From, v.To, v.ProposedAt, v.AcceptedAt, v.DeclineReason,
        [.. v.Shares.OrderBy(s => s.Sequence).Select(s => new ShareView(s.Id, s.Sequence, s.Name, s.Email, s.ContributorId, s.Role,
            s.BasisPoints, s.AcceptedAt, s.DeclinedAt))]);
}
