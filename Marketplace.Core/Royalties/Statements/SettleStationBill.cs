using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Airplay;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Statements;

/// <summary>Finance has seen a station's payment at the bank: the statement is paid.</summary>
/// <remarks>
/// Money: bank → station's debt, the whole amount of the statement. Errors: finance.only, statement.unknown, statement.reference,
/// statement.charged, state.
/// </remarks>
public sealed class SettleStationBill(Work work, RoyaltyBooks books, TimeProvider clock)
{
    /// <param name="Statement">A published statement of a station.</param>
    /// <param name="Reference">The bank's own reference, 3…80 characters.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(StatementId Statement, string Reference, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if ((Reference ?? "").Trim().Length is < 3 or > 80) yield return RoyaltyErrors.BadReference;
        }
    }

    /// <summary>Settles.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<Done>(command, actor, async db =>
        {
            if (!actor.Is(StaffRole.Finance)) return RoyaltyErrors.NotFinance;
            var statement = await db.Statements.SingleOrDefaultAsync(
                s => s.Id == command.Statement && s.Kind == StatementKind.Station && s.State != StatementState.Draft && s.State != StatementState.Superseded, ct);
            if (statement is null) return RoyaltyErrors.UnknownStatement;
            if (statement.Pay(clock.GetUtcNow().UtcDateTime).Fails(out _, out var error)) return error;
            if (statement.Credit == 0) return new Done();
            // The debt is booked a moment after the approval. What other months left owed is another debt, so its balance says nothing.
            if (!await RoyaltyBooks.IsCharged(db, statement.Id.Value, ct)) return RoyaltyErrors.NotCharged;
            return await books.StationPaid(db, statement.Bill(), command.Reference.Trim(), actor.UserId, ct);
        }, ct);
}
