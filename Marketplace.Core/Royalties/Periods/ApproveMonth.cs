using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Statements;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Periods;

/// <summary>Another person of finance agrees with a calculated month: its statements are published and never change again.</summary>
/// <remarks>
/// Money: none here; <see cref="PayMonth"/> books what was approved as soon as the event is told. Errors: finance.only, month.format,
/// month.unknown, month.revision, month.own, state. Raises <see cref="MonthApproved"/>.
/// </remarks>
public sealed class ApproveMonth(Work work, TimeProvider clock)
{
    /// <param name="Month">As <c>yyyy-MM</c>.</param>
    /// <param name="Revision">The revision that was looked at.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(string Month, int Revision, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (!Royalties.Month.TryParse(Month, out _)) yield return RoyaltyErrors.BadMonth;
        }
    }

    /// <summary>Approves.</summary>
    public Task<Result<MonthApproved>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<MonthApproved>(command, actor, async db =>
        {
            if (!actor.Is(StaffRole.Finance)) return RoyaltyErrors.NotFinance;
            var period = await db.Periods.SingleOrDefaultAsync(p => p.Id == command.Month, ct);
            if (period is null) return RoyaltyErrors.UnknownMonth;
            var now = clock.GetUtcNow().UtcDateTime;
            if (period.Approve(command.Revision, actor, now).Fails(out var approved, out var error)) return error;

            // What is about to become final is read back and added up once more.
            var statements = await db.Statements.Include(s => s.Lines).AsSplitQuery()
                .Where(s => s.Period == command.Month && s.Revision == command.Revision).ToListAsync(ct);
            var lines = await db.RoyaltyLines.AsNoTracking().Include(l => l.Allocations)
                .Where(l => l.Period == command.Month && l.Revision == command.Revision).ToListAsync(ct);
            Reconciliation.Demand(lines, statements);
            foreach (var statement in statements)
                if (statement.Issue(now).Fails(out _, out error)) return error;
            return approved;
        }, ct);
}
