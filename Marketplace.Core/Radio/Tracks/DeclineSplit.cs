using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>A contributor does not agree to a split sheet; the artist sees why and proposes another one.</summary>
/// <remarks>Errors: split.reason, split.unknown, state.</remarks>
public sealed class DeclineSplit(Work work, AccountDirectory accounts, TimeProvider clock)
{
    /// <param name="Split">Which sheet.</param>
    /// <param name="Reason">Why, for the artist.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(SplitVersionId Split, string Reason, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (string.IsNullOrWhiteSpace(Reason)) yield return TrackErrors.SplitReason;
        }
    }

    /// <summary>Runs the use case.</summary>
    public Task<Result<SplitAnswered>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<SplitAnswered>(command, actor, async db =>
        {
            var version = await db.SplitVersions.SingleOrDefaultAsync(v => v.Id == command.Split, ct);
            if (version is null || !actor.IsPerson) return TrackErrors.UnknownSplit;
            var email = await accounts.ProvedEmail(db, actor.UserId, ct);
            return version.Decline(actor.UserId, email, command.Reason.Trim(), clock.GetUtcNow().UtcDateTime);
        }, ct);
}
