using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>A contributor agrees to a split sheet. With the last one it is in force and ends the one before.</summary>
/// <remarks>Errors: split.unknown, state. Raises <see cref="SplitAnswered"/> and with the last one <see cref="SplitAccepted"/>.</remarks>
public sealed class AcceptSplit(Work work, AccountDirectory accounts, TimeProvider clock)
{
    /// <param name="Split">Which sheet.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(SplitVersionId Split, Guid Key) : ICommand;

    /// <summary>Runs the use case.</summary>
    public Task<Result<SplitAnswered>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<SplitAnswered>(command, actor, async db =>
        {
            var version = await db.SplitVersions.SingleOrDefaultAsync(v => v.Id == command.Split, ct);
            if (version is null || !actor.IsPerson) return TrackErrors.UnknownSplit;
            var email = await accounts.ProvedEmail(db, actor.UserId, ct);
            if (version.Accept(actor.UserId, email, clock.GetUtcNow().UtcDateTime).Fails(out var answer, out var error)) return error;
            if (version.State == SplitState.Accepted) await EndTheOneBefore(db, version, ct);
            return answer;
        }, ct);

    private static async Task EndTheOneBefore(MarketplaceDb db, SplitVersion version, CancellationToken ct)
    {
        var before = await db.SplitVersions.SingleOrDefaultAsync(
            v => v.TrackId == version.TrackId && v.Id != version.Id && v.State == SplitState.Accepted, ct);
        before?.GiveWay(version.From);
    }
}
