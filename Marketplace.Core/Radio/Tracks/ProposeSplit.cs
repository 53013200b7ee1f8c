using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>The artist says who receives what of a track, and contributors are asked.</summary>
/// <remarks>
/// The first sheet holds from the upload on. A later one begins at the date given and ends the one in force once everybody agreed.
/// Errors: track.unknown, split.sum, split.zero, split.twice, split.name, split.email, split.overlap.
/// </remarks>
public sealed class ProposeSplit(Work work, AccountDirectory accounts, TimeProvider clock)
{
    /// <param name="Track">Which track.</param>
    /// <param name="From">First instant of a later sheet, UTC; null for now.</param>
    /// <param name="Shares">The lines in order.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(TrackId Track, DateTime? From, IReadOnlyList<ShareLine> Shares, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Shares.Any(s => s.BasisPoints <= 0)) yield return TrackErrors.SplitZero;
            if (Shares.Sum(s => (long)s.BasisPoints) != SplitVersion.Whole) yield return TrackErrors.SplitSum;
            if (Shares.Any(s => s.Name.Trim().Length is 0 or > 200)) yield return TrackErrors.SplitName;
            var asked = Shares.Where(s => !s.IsMe && !string.IsNullOrWhiteSpace(s.Email)).Select(s => s.Email!.Trim()).ToList();
            if (asked.Any(e => e.Length > 254 || !System.Net.Mail.MailAddress.TryCreate(e, out var address) || address.Address != e))
                yield return TrackErrors.SplitEmail;
            if (asked.Distinct(StringComparer.OrdinalIgnoreCase).Count() != asked.Count || Shares.Count(s => s.IsMe) > 1)
                yield return TrackErrors.SplitTwice;
        }
    }

    /// <summary>Runs the use case.</summary>
    public Task<Result<SplitVersionId>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<SplitVersionId>(command, actor, async db =>
        {
            var track = await db.Tracks.SingleOrDefaultAsync(t => t.Id == command.Track && t.ArtistId == actor.UserId, ct);
            if (track is null || track.State == TrackState.Withdrawn) return TrackErrors.Unknown;
            var own = await accounts.ProvedEmail(db, actor.UserId, ct);
            if (own is not null && command.Shares.Any(s => !s.IsMe && string.Equals(s.Email?.Trim(), own, StringComparison.OrdinalIgnoreCase)))
                return TrackErrors.SplitTwice; // The artist's own address goes on the artist's own line, which needs no question.

            var now = clock.GetUtcNow().UtcDateTime;
            var versions = await db.SplitVersions.Where(v => v.TrackId == track.Id).OrderBy(v => v.Number).ToListAsync(ct);
            var inForce = versions.SingleOrDefault(v => v.State == SplitState.Accepted);
            var from = inForce is null ? track.CreatedAt : command.From ?? now;
            if (inForce is not null && from <= inForce.From) return TrackErrors.SplitOverlap;

            foreach (var open in versions.Where(v => v.State is SplitState.Proposed or SplitState.Draft)) open.GiveWay(from);
            var version = new SplitVersion(track, versions.Count + 1, from, command.Shares, now);
            db.SplitVersions.Add(version);
            if (version.State == SplitState.Accepted) inForce?.GiveWay(version.From);
            return version.Id;
        }, ct);
}
